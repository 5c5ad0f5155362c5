"""A PostgreSQL server of the tests' own, thrown away afterwards."""
