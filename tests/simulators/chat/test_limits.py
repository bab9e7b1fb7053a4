"""The practice chat keeps Telegram's pace, where a test wants it strict."""

from simulators.chat.limits import Limits


def test_thirty_in_any_second() -> None:
    limits = Limits(overall=30)
    assert all(limits.take(str(number), number * 0.034) for number in range(90))
    assert all(limits.take("close", 5.0) for _ in range(30))
    assert not limits.take("late", 5.9)
    assert limits.take("later", 6.0)


def test_one_a_second_into_each_chat() -> None:
    limits = Limits(each=1)
    taken = [limits.take(chat, moment) for chat, moment in (("a", 0.0), ("b", 0.1), ("a", 0.5), ("a", 1.1))]
    assert taken == [True, True, False, True]


def test_no_limits_unless_wanted() -> None:
    limits = Limits()
    assert all(limits.take("a", 0.0) for _ in range(100))
