"""From rows to the published catalogue, with a handful of queries however much there is."""
