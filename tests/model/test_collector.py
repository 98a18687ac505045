import gc
import os
import sys
import threading

import pytest

from stance.model.collector import held_back


@pytest.fixture(autouse=True)
def _collector_on():
    gc.enable()
    yield
    gc.enable()


@pytest.mark.parametrize("on", [True, False])
def test_it_is_left_as_it_was(on):
    (gc.enable if on else gc.disable)()
    with held_back():
        assert not gc.isenabled()
        with held_back():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled() is on


def test_it_goes_on_after_a_failure():
    with pytest.raises(KeyError), held_back():
        raise KeyError
    assert gc.isenabled()


def test_threads_that_hold_it_back_one_over_the_other():
    first_in, second_in, first_out = (threading.Event() for _ in range(3))

    def second():
        first_in.wait(10)
        with held_back():
            second_in.set()
            first_out.wait(10)
            assert not gc.isenabled()

    thread = threading.Thread(target=second)
    thread.start()
    with held_back():
        first_in.set()
        second_in.wait(10)
    assert not gc.isenabled()
    first_out.set()
    thread.join()
    assert gc.isenabled()


def test_many_threads_leave_it_on():
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:

        def work():
            for _ in range(500):
                with held_back():
                    pass

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert gc.isenabled()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_process_that_was_forked_off_has_it_on():
    with held_back():
        child = os.fork()
        if not child:
            os._exit(0 if gc.isenabled() else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
