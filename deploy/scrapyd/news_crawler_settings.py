"""The settings of the project in the directory NEWS_CRAWLER_HOME, for scrapyd.

Scrapyd imports what is deployed to it as a zip file, in which the project's data (the body model, migrations, site
profiles) cannot be opened: so the egg is this module, and the project stays where it is.
"""

import os
import sys

sys.path.insert(0, os.environ["NEWS_CRAWLER_HOME"])

from crawler.settings import *  # noqa: F403
