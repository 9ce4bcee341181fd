"""What a log may show: one message cannot pass for another, and no password is in it.

URLs, titles and headers are what a page says, and a message of a library may hold any of them as it came.
"""

from __future__ import annotations

import logging
import re

# Line breaks are treated apart. U+0085, U+2028 and U+2029 are line breaks to some readers; the others move the cursor
# or change what a terminal shows (ECMA-48), or the direction of the text (Unicode, UAX 9).
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# Line breaks and indentation of the document stay.
_CONTROL_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_INDENTATION = "    "
# The password of user:password@host, wherever in a text; the bounds keep a text of many "://" from costing its square.
_PASSWORD = re.compile(r"""(?<=://)([^\s:/@'"]{0,100}):[^\s'"<>]{0,200}@""")
_PASSWORD_PARAMETER = re.compile(r"""([?&](?:password|passwd|pwd|token|api_?key)=)[^&\s'"<>]*""", re.IGNORECASE)
# As Scrapy prints settings: 'AWS_SECRET_ACCESS_KEY': '…'.
_SECRET_SETTING = re.compile(r"""('[A-Z_]{0,40}(?:PASS|SECRET|TOKEN|KEY)[A-Z_]{0,40}': )(?:'[^'\n]*'|"[^"\n]*")""")


def safe_json(text: str) -> str:
    """*text*, a JSON document, as a terminal may show it: the same document, with the control characters in its strings
    escaped. JSON escapes those below U+0020 only."""
    return _CONTROL_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def make_safe(record: logging.LogRecord) -> bool:
    """A filter for log handlers: rewrites *record* and lets it pass."""
    message = record.getMessage()
    record.msg, record.args = safe_text(message), None
    if record.exc_info and not record.exc_text:
        # A formatter prints this in place of exc_info.
        record.exc_text = safe_text(logging.Formatter().formatException(record.exc_info))
    return True


def safe_text(text: str) -> str:
    """*text* with its passwords hidden, its further lines indented, so that none looks like the beginning of a message,
    and other control characters spelled out."""
    text = _PASSWORD.sub(r"\1:***@", text)
    text = _PASSWORD_PARAMETER.sub(r"\1***", text)
    text = _SECRET_SETTING.sub(r"\1'***'", text)
    text = _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), text)
    return text.replace("\n", f"\n{_INDENTATION}")
