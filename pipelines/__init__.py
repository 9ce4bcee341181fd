"""What happens to an article between the spider and the feeds, one item pipeline a file.

Their order: validation, selection, deduplication, limit, store.
"""
