"""What we say: reports made of cited figures, drafted, reviewed, issued, and frozen when issued.

A report's text carries its figures as `{{ 名称 }}`; each is worked out by `figures`, printed exactly or with 约 where
the book only knows about, and listed with its trace code in the source table. A clerk's own Word template says
the same between its braces and nothing else; it is filled in a child process. Who drafts doesn't review. It stands on
everything below but what is sealed, and on `gongwen` for the layout.
"""
