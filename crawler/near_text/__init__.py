"""Whether two texts are copies of one another although they differ: agency stories with another headline, a rewritten
lead, a cut end. Pure functions over texts; the index of what is stored is in `crawler.storage`."""
