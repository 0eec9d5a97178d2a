"""An engine that works in this process, one value after the other, in a disorderly order."""


class Serial:
    """Calls every function twice, as a cluster may, and forgets the first result.

    :param fails: raises when that many values are worked on
    """

    def __init__(self, fails=None):
        self.left = fails

    def work(self, function, *arguments):
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise KeyboardInterrupt
        return function(*arguments)

    def each(self, work, values):
        results = {value: self.work(work, value) for value in reversed(values)}
        return [self.work(work, value) and results[value] for value in values]

    def gather(self, spread, values, collect, count):
        places = [[] for _ in range(count)]
        for value in reversed(values):
            for place, one in self.work(lambda value: list(spread(value)), value):
                places[place].insert(0, one)
        return [self.work(lambda place, found: collect(place, iter(found)), *p) for p in enumerate(places)]
