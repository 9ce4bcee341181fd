import gc

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler

from crawler.extensions.garbage_collection import GarbageCollection
from crawler.start_up import USUAL_GC_THRESHOLDS


@pytest.fixture
def thresholds():
    before = gc.get_threshold()
    yield before
    gc.unfreeze()
    gc.set_threshold(*before)


def test_python_looks_for_garbage_after_so_many_objects_and_not_in_those_there_were(thresholds):
    GarbageCollection.from_crawler(get_crawler(settings_dict={"GC_THRESHOLD": 5_000})).engine_started()
    assert gc.get_threshold() == (5_000, *thresholds[1:])
    assert gc.get_freeze_count() > 0


def test_zero_leaves_pythons_own_thresholds(thresholds):
    with pytest.raises(NotConfigured):
        GarbageCollection.from_crawler(get_crawler(settings_dict={"GC_THRESHOLD": 0}))
    assert gc.get_threshold() == USUAL_GC_THRESHOLDS
