"""What a model's attention says about a text, as the playground shows it: heat maps, tokens, attribution, one head."""
