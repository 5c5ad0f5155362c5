"""Proofs: what `make test` tries a little, tried long. Each runs alone, on this machine only, and can be resumed."""
