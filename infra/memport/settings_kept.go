package memport

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"

	"ringdown/shared/dialplan"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/verify"
)

// KeptSettings is a whole store of settings with its dialplans, for whoever writes it down.
type KeptSettings struct {
	Head      resource.Head            `json:"head"`
	Versions  []resource.Resource      `json:"versions"` // of each resource, oldest first
	Records   []resource.Record        `json:"records"`  // of each month, oldest first
	Once      map[string]port.Once     `json:"once,omitempty"`
	Proofs    map[string]verify.Proofs `json:"proofs,omitempty"`
	Dialplans []KeptDialplan           `json:"dialplans"` // of each line, oldest first
}

// KeptDialplan is one version of a line.
type KeptDialplan struct {
	Line      string          `json:"line"`
	Version   int             `json:"version"`
	InService bool            `json:"inService,omitempty"`
	Digest    string          `json:"digest,omitempty"` // of the latest
	Dialplan  json.RawMessage `json:"dialplan"`
}

// All gives everything the store has.
func (s *Settings) All() KeptSettings {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := KeptSettings{Head: s.head, Once: maps.Clone(s.once), Proofs: maps.Clone(s.proofs)}
	for _, ref := range slices.SortedFunc(maps.Keys(s.versions), resource.Ref.Compare) {
		k.Versions = append(k.Versions, s.versions[ref]...)
	}
	for _, month := range slices.Sorted(maps.Keys(s.records)) {
		k.Records = append(k.Records, s.records[month]...)
	}
	d := s.Dialplans
	d.mu.Lock()
	defer d.mu.Unlock()
	inService := map[planKey]bool{}
	for _, key := range d.current {
		inService[key] = true
	}
	for key, body := range d.versions {
		p := KeptDialplan{Line: key.line, Version: key.version, InService: inService[key], Dialplan: body}
		if key.version == d.latest[key.line] {
			p.Digest = s.digests[key.line]
		}
		k.Dialplans = append(k.Dialplans, p)
	}
	slices.SortFunc(k.Dialplans, func(a, b KeptDialplan) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Version, b.Version))
	})
	return k
}

// Restore puts everything back into an empty store. The error says that a dialplan cannot be read.
func (s *Settings) Restore(k KeptSettings) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.head = k.Head
	for _, r := range k.Versions {
		s.versions[r.Ref] = append(s.versions[r.Ref], r)
	}
	for _, r := range k.Records {
		s.records[r.Month] = append(s.records[r.Month], r)
	}
	maps.Copy(s.once, k.Once)
	maps.Copy(s.proofs, k.Proofs)
	d := s.Dialplans
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, p := range k.Dialplans {
		key := planKey{p.Line, p.Version}
		d.versions[key] = p.Dialplan
		d.latest[p.Line] = max(d.latest[p.Line], p.Version)
		if p.Digest != "" {
			s.digests[p.Line] = p.Digest
		}
		if !p.InService {
			continue
		}
		var plan dialplan.Dialplan
		if err := json.Unmarshal(p.Dialplan, &plan); err != nil {
			return err
		}
		for _, n := range plan.Numbers() {
			d.current[n] = key
		}
	}
	return nil
}
