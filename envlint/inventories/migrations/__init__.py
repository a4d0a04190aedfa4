"""Folders of numbered SQL migrations, as the usual migration tools lay them out."""
