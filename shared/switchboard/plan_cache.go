package switchboard

import (
	"ringdown/shared/dialplan"
	"sync"
)

// plansMax bounds the dialplans a warm function remembers.
const plansMax = 64

// planCache remembers dialplans. A version of a line never changes, so nothing in it
// is ever stale.
type planCache struct {
	mu    sync.Mutex
	plans map[planKey]dialplan.Dialplan
}

type planKey struct {
	line    string
	version int
}

func (p *planCache) find(lineID string, version int) (dialplan.Dialplan, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	d, ok := p.plans[planKey{lineID, version}]
	return d, ok
}

func (p *planCache) keep(d dialplan.Dialplan) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.plans == nil || len(p.plans) >= plansMax {
		p.plans = map[planKey]dialplan.Dialplan{}
	}
	p.plans[planKey{d.Line, d.Version}] = d
}
