"""One file a page: reads widgets, asks finder, draws with finder.ui."""
