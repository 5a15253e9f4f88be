"""The parts of the page Backbone."""
