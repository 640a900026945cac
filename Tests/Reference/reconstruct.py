#!/usr/bin/env python3
"""Individual times from survival curves, after the description in Guyot, Ades, Ouwens and Welton (2012), BMC Medical
Research Methodology 12:9, written for comparison with Copse and independently of it.

    python3 Tests/Reference/reconstruct.py           simulates curves, rebuilds them, writes reconstruct.json
    python3 Tests/Reference/reconstruct.py --time N  CPU seconds for one of N reconstructions of a curve
    python3 Tests/Reference/reconstruct.py --data    that curve and its risk table, as fit-times reads them

What the paper leaves open is settled as follows: the lost are spread between the times of the risk table; those lost at a
read-off's very time are lost after its deaths; the number lost in an interval moves by its miss from the risk table
and, when that comes back to where it was, stops at the smallest miss seen. Standard library only.
"""

import json
import random
import sys
import time


def go_through(points, start, stop, n, curve, lost):
    """Deaths at each point, the number left and the curve, when `lost` people leave evenly between start and stop."""
    leaving = [start + (stop - start) * (i + 1) / (lost + 1) for i in range(lost)]
    deaths = []
    gone = 0
    for at, level in points:
        before = sum(1 for moment in leaving if moment < at)
        n -= before - gone
        gone = before
        dead = 0
        if n > 0 and curve > 0 and level < curve:
            dead = round(n * (1 - level / curve))
            curve *= 1 - dead / n
            n -= dead
        deaths.append(dead)
    return deaths, n - (lost - gone), curve, leaving


def fit_interval(points, start, stop, n, curve, wanted):
    """The number lost that leaves `wanted` people, by the paper's iteration."""
    final = points[-1][1] if points else curve
    guess = round(n * final / curve - wanted) if curve > 0 else n - wanted
    lost = max(0, guess)
    seen = {}
    while lost not in seen:
        seen[lost] = go_through(points, start, stop, n, curve, lost)[1] - wanted
        lost = max(0, lost + seen[lost])
    return min(seen, key=lambda tried: (abs(seen[tried]), tried))


def rebuild(points, risk, events=None):
    """points: (time, survival), from (0, 1); risk: (time, n), from time 0."""
    end = max(points[-1][0], risk[-1][0])
    n, curve = risk[0][1], 1.0
    died, lost_before, rows = 0, 0, []
    intervals = []
    for (start, _), (stop, wanted) in zip(risk, risk[1:]):
        inside = [p for p in points if start <= p[0] < stop]
        lost = fit_interval(inside, start, stop, n, curve, wanted)
        deaths, left, after, _ = go_through(inside, start, stop, n, curve, lost)
        intervals.append([n, sum(deaths), lost])
        n, curve, died, lost_before = left, after, died + sum(deaths), lost_before + lost
    start = risk[-1][0]
    inside = [p for p in points if p[0] >= start]
    lost = min(n, round(lost_before * (end - start) / start)) if start > 0 else 0

    def outcome(lost):
        deaths, left, after, _ = go_through(inside, start, end, n, curve, lost)
        return sum(deaths), left

    # Nobody can be lost who has died: fewer are lost until the curve can be followed to its end.
    def possible(lost):
        at_risk = n
        leaving = [start + (end - start) * (i + 1) / (lost + 1) for i in range(lost)]
        level, gone = curve, 0
        for at, height in inside:
            before = sum(1 for moment in leaving if moment < at)
            at_risk -= before - gone
            gone = before
            if height < level and level > 0:
                if at_risk <= 0:
                    return False
                dead = round(at_risk * (1 - height / level))
                level *= 1 - dead / at_risk
                at_risk -= dead
        return at_risk - (lost - gone) >= 0

    while lost > 0 and not possible(lost):
        lost -= 1
    if events is not None:
        # One at a time towards the reported events, as far as they are reached.
        while outcome(lost)[0] > events - died and possible(lost + 1):
            lost += 1
        while outcome(lost)[0] < events - died and lost > 0:
            lost -= 1
    dead, left = outcome(lost)
    intervals.append([n, dead, lost + left])
    return intervals, died + dead


def simulate(generator, size, shape, rate, follow_up, digits):
    people = []
    for _ in range(size):
        event = generator.weibullvariate(1 / rate, shape)
        lost = generator.uniform(follow_up / 3, follow_up)
        people.append((min(event, lost), event <= lost))
    people.sort()
    last = people[-1][0]
    grid = [last * i / 83 for i in range(84)]
    points, survival, i = [], 1.0, 0
    for at in grid:
        while i < len(people) and people[i][0] <= at:
            if people[i][1]:
                survival *= 1 - 1 / (len(people) - i)
            i += 1
        points.append((round(at, 4), round(survival, digits)))
    times = [round(last * i / 6, 4) for i in range(6)]
    risk = [(at, sum(1 for person in people if person[0] >= at)) for at in times]
    return points, risk, sum(1 for person in people if person[1])


def main():
    generator = random.Random(2012)
    cases = []
    for number in range(60):
        size = generator.choice([40, 80, 150, 300, 600])
        points, risk, events = simulate(
            generator, size, generator.choice([0.8, 1.0, 1.5]), generator.uniform(0.02, 0.08), 36,
            generator.choice([3, 4]))
        kind = ["all", "no-events", "no-risk", "neither"][number % 4]
        table = risk if kind in ("all", "no-events") else risk[:1]
        total = events if kind in ("all", "no-risk") else None
        intervals, rebuilt = rebuild(points, table, total)
        cases.append(
            {"kind": kind, "points": points, "risk": table, "events": total, "intervals": intervals,
             "rebuilt": rebuilt})
    if sys.argv[1:2] == ["--time"]:
        count = int(sys.argv[2])
        begin = time.process_time()
        for _ in range(count):
            rebuild(cases[1]["points"], cases[1]["risk"])
        print((time.process_time() - begin) / count)
        return
    if sys.argv[1:2] == ["--data"]:
        for kind in ("points", "risk"):
            for at, value in cases[1][kind]:
                print(kind, at, value)
        return
    with open("Tests/Reference/reconstruct.json", "w") as file:
        json.dump({"python": sys.version.split()[0], "cases": cases}, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
