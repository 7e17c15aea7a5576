"""示范市的地理 — districts, streets, communities and grid cells that nest exactly."""
