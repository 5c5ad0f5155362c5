"""The wiring: settings, root urls, the command `yiben`, the sample street.

The only room that knows all others. People meet it as the command; a new room is switched on here by one line in
`settings.py` and one in `urls.py`. It stands on everything, and nothing imports it.
"""
