"""The sample street: an invented district, street, year of work and work-points document.

Nobody and no place here is real; codes begin with 99, which no province has. Plain values only, the same on every
run: `street` says who there is, `year` what they did, `points` what had been promised. The demo command loads them
through the same doors as anyone's own data.
"""
