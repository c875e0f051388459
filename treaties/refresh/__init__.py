"""From a depositary's page to a proposed change: machines propose, people decide."""
