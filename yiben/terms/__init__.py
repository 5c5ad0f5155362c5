"""What a word counts as: kinds of entry, metrics, topics, and indicators with their versioned definitions (口径).

They are shipped as TOML in `catalogue/` and loaded after every migration; a definition that has been used is never
edited, only followed by a next version. It stands on `units`, for lines.
"""
