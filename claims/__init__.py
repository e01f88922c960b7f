"""The record of who claimed what, where, and whether it was true.

Read the packages in the order in which an article travels:

    ingest       bytes -> ArticleDraft              (pure Python; fetch.py is the only network code)
    extraction   text -> CandidateDraft             (pure Python; no Django, no network)
    pipeline     feed -> article -> candidates      (the spine: where the pure stages meet the ORM)
    models       the nouns and their rules          (the ground; knows none of the others)
    editorial    candidate -> claim -> review       (the editors' verbs)
    admin        the editors' desks                 (a face)
    api, public  what readers and machines see      (faces; read-only)
    tasks        Celery: load by id, call one verb  (a face)
"""
