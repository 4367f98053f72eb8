"""Chance that is the same on every machine: PCG32 seeded by a name, and the few draws the sample needs."""
import math

WORD = (1 << 64) - 1


def fnv(text):
    """FNV-1a, 64 bits."""
    number = 0xCBF29CE484222325
    for byte in text.encode():
        number = ((number ^ byte) * 0x100000001B3) & WORD
    return number


class Dice:
    def __init__(self, name):
        self.state = 0
        self.step = (fnv("step " + name) << 1 | 1) & WORD
        self.bits()
        self.state = (self.state + fnv(name)) & WORD
        self.bits()

    def bits(self):
        old = self.state
        self.state = (old * 6364136223846793005 + self.step) & WORD
        word = ((old >> 18 ^ old) >> 27) & 0xFFFFFFFF
        turn = old >> 59
        return (word >> turn | word << (-turn & 31)) & 0xFFFFFFFF

    def share(self):
        """In [0, 1)."""
        return (self.bits() * 4294967296 + self.bits()) / 18446744073709551616

    def chance(self, probability):
        return self.share() < probability

    def below(self, count):
        return int(self.share() * count)

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def pick(self, items):
        return items[self.below(len(items))]

    def weighted(self, items, weights):
        left = self.share() * sum(weights)
        for item, weight in zip(items, weights):
            left -= weight
            if left < 0:
                return item
        return items[-1]

    def shuffled(self, items):
        items = list(items)
        for last in range(len(items) - 1, 0, -1):
            other = self.below(last + 1)
            items[last], items[other] = items[other], items[last]
        return items

    def normal(self):
        return math.sqrt(-2 * math.log(1 - self.share())) * math.cos(2 * math.pi * self.share())

    def lognormal(self, median, sigma):
        return median * math.exp(sigma * self.normal())

    def count(self, mean):
        """A count around its mean, a little burstier than Poisson; never negative."""
        if mean <= 0:
            return 0
        if mean > 30:
            return max(0, round(mean + math.sqrt(mean * 1.6) * self.normal()))
        limit, product, number = math.exp(-mean), self.share(), 0
        while product > limit:
            product *= self.share()
            number += 1
        return number

    def digits(self, length):
        return str(self.between(1, 9)) + "".join(str(self.below(10)) for _ in range(length - 1))

    def code(self, length, letters="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"):
        return "".join(self.pick(letters) for _ in range(length))

    def hex(self, length):
        return self.code(length, "0123456789abcdef")
