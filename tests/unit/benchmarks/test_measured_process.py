import os
import signal
import sys

from benchmarks.measured_process import run_measured


def run(tmp_path, code, timeout_seconds=30):
    return run_measured(
        [sys.executable, "-c", code],
        folder=tmp_path,
        environment=os.environ,
        output=tmp_path / "output",
        timeout_seconds=timeout_seconds,
    )


def test_time_memory_and_exit_status_are_those_of_the_process(tmp_path):
    use = run(tmp_path, "import time; x = bytearray(150 << 20)\nwhile time.process_time() < 0.3: pass\nexit(3)")
    assert use.exit_status == 3
    assert 0.3 <= use.cpu_seconds < 3
    # No upper bound: Linux counts what the starting process had in memory at the fork as the new one's.
    assert use.peak_rss_bytes >> 20 >= 150


def test_waiting_costs_wall_time_only(tmp_path):
    use = run(tmp_path, "import time; time.sleep(1)")
    assert use.wall_seconds >= 1 > use.cpu_seconds


def test_output_and_errors_go_to_the_file(tmp_path):
    run(tmp_path, "import sys; print('out', flush=True); print('err', file=sys.stderr)")
    assert (tmp_path / "output").read_text() == "out\nerr\n"


def test_a_process_that_takes_too_long_is_killed(tmp_path):
    use = run(tmp_path, "import time; time.sleep(60)", timeout_seconds=0.3)
    assert use.exit_status == -signal.SIGKILL
