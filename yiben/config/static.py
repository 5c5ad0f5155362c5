"""How the site's own files are named: by their content where they were collected, plainly where they were not."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Static(CompressedManifestStaticFilesStorage):
    def stored_name(self, name: str) -> str:
        # A file that is not in the manifest is a script that npm did not bring: a page must not fail for it.
        return str(self.hashed_files.get(self.hash_key(name), name))
