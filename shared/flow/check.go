package flow

// Check is written next.
func Check(f Flow, c Catalog) []Finding { return nil }

// Language is the whole catalogue.
func Language() Catalog { return NewCatalog() }
