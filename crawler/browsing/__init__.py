"""A store in the browser: Datasette (requirements-browse.txt) with pages of our own for articles."""
