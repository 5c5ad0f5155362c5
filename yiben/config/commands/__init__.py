"""One module a command, named as it is typed, with the click command or group as `command`.

A module is loaded after Django, so it imports actions at its top and writes `help=_("…")`. It calls the same actions
as the pages: `Refused` may pass (one line, exit 1), findings end in `sys.exit(FOUND)`. A new command also gets its line
in the table of `yiben/config/cli.py`.
"""
