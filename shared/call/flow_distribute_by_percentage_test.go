package call

import (
	"fmt"
	"testing"
)

const halves = "NumberLessThan 31 > yes"

func TestDistributeByPercentageGivesEachShareItsBranch(t *testing.T) {
	r := newRig(t, ends(act("start", "DistributeByPercentage", `{}`, "rest", halves, "!NoMatchingCondition > rest")))
	said := map[string]int{}
	const calls = 3000
	for i := range calls {
		d := Decide(Call{}, CallArrived{Leg: fmt.Sprint("leg-", i)}, Facts{Now: r.now, Dialplan: r.plan})
		said[sounds(d.Reply.Script)]++
	}
	// Four standard deviations of 30 % of 3,000 calls are about 100.
	if got := said["yes."]; got < 800 || got > 1000 || said["yes."]+said["rest."] != calls {
		t.Errorf("of %d calls: %v; 30 %% belong to the first branch", calls, said)
	}
}

func TestDistributeByPercentageIsTheSameWhenDecidedAgain(t *testing.T) {
	r := newRig(t, ends(act("start", "DistributeByPercentage", `{}`, "rest", "NumberLessThan 51 > yes", "!NoMatchingCondition > rest")))
	for i := range 50 {
		e := CallArrived{Leg: fmt.Sprint("leg-", i)}
		first := Decide(Call{}, e, Facts{Now: r.now, Dialplan: r.plan})
		again := Decide(Call{}, e, Facts{Now: r.now.Add(1), Dialplan: r.plan})
		if sounds(first.Reply.Script) != sounds(again.Reply.Script) {
			t.Fatal("the same arrival, decided twice, went two ways")
		}
	}
}

func TestDistributeByPercentageDrawsAnewOnEachVisit(t *testing.T) {
	// A call that is drawn until it falls into half of the numbers gets there.
	reaches(t, "yes.", ends(act("start", "DistributeByPercentage", `{}`, "start", "NumberLessThan 51 > yes", "!NoMatchingCondition > start")))
}
