"""Rules that have exceptions: each with its reason, and none that nothing needs."""


def unexcused(found, excuses):
    """What is found and not excused, and the excuses that nothing needs.

    `found` maps a name to what is wrong there, if anything, `excuses` a name to the reason; one
    that ends in a slash is for all that stands in the folder.
    """
    used, left = set(), {}
    for name, what in found.items():
        if what:
            folders = (e for e in excuses if e.endswith("/") and name.startswith(e))
            excuse = name if name in excuses else next(folders, None)
            used.add(excuse)
            if excuse is None:
                left[name] = what
    return left, sorted(excuses.keys() - used)
