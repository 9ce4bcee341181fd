"""The four publications of the sample site, one module each; all text and pages are made from their stories."""
