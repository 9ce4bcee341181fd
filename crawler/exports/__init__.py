"""Articles of a store in files that others read: formats, forms, and files that are whole or not there."""
