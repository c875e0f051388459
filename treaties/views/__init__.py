"""The doors: a request comes in, a page goes out. Numbers and rules are computed elsewhere."""
