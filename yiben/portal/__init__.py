"""Front doors that show many rooms at once: the first page of each post.

People see here what waits for them and the two or three things that they do most. It keeps no table, and stands on
every room below it.
"""
