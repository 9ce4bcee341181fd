"""Pages as a browser shows them, for those that show nothing until a script has run.

The browser has no network: what a page asks for is fetched by the crawl, under all its rules, and handed to the browser
(`page_requests`). Needs requirements-browser.txt and a Chromium (docs/javascript.md).
"""

from crawler.rendering.errors import RenderingError, RenderingUnavailableError
from crawler.rendering.renderer import Renderer, renderer_of

__all__ = ["Renderer", "RenderingError", "RenderingUnavailableError", "renderer_of"]
