"""Django's SQLite backend with a fair queue of writers: ENGINE = "yiben.lib.sqlite"."""
