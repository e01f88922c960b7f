"""From feeds to articles, again and again, for years.

    feed -- polled --> items -- visited --> articles -- looked at again --> revisions

Beat rings; rows decide. Whoever is rung for takes the most urgent errand that may be done now
(`errands.take`): a due feed, a due item. Errands are rows with a lease, so a process may die at any point:
nothing is lost, and nothing is done twice by two at once. `turns` keeps the rules of politeness across all
workers: one request to a host at a time and not too often, so many in all, what robots.txt says.
"""
