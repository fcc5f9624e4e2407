package call

// Decide says what a call does next. The same inputs always give the same outputs.
// An event that is late, repeated or about nothing we know changes nothing.
func Decide(c Call, e Event, f Facts) Decision {
	d := newDecider(c, f)
	d.apply(e)
	d.settle()
	d.run.ForgetKeyed()
	d.settleDismissed()
	d.c.setDeadlines(d.now)
	return Decision{Call: *d.c, Reply: d.reply, Trail: d.run.Trail()}
}

func (d *decider) apply(e Event) {
	switch e := e.(type) {
	case CallArrived:
		d.arrived(e)
	case CallUnseen:
		d.unseen(e)
	case DigitsPressed:
		if e.Leg == CallerLeg {
			d.callerPressed(e)
		} else {
			d.responderPressed(e)
		}
	case PromptsEnded:
		d.promptsEnded(e)
	case LegAnswered:
		d.legReached(e.Leg, e.Provider, Answered)
	case LegJoined:
		d.legJoined(e)
	case LegEnded:
		d.legEnded(e)
	case MessageRecorded:
		d.messageRecorded(e)
	case TalkRecorded:
		d.talkRecorded(e)
	case AudioStored:
		d.audioStored(e)
	case TimerFired:
		// Time itself is looked at by settle.
	case AlertQueued:
		d.alertQueued(e)
	default:
		d.performed(e)
	}
}

// performed takes the report of an order.
func (d *decider) performed(e Event) {
	switch e := e.(type) {
	case LegDialling:
		if l := d.c.leg(e.Leg); l != nil && l.State == Wanted {
			l.State = Dialling
			l.Dialled = d.now
		}
	case LegDialled:
		d.legReached(e.Leg, e.Provider, Dialled)
	case LegNotDialled:
		d.legNotDialled(e)
	case LegPassedOver:
		d.legPassedOver(e.Leg)
	case ResponderCalled:
		d.responderCalled(e)
	case CallTold:
		d.callTold(e)
	case LegHungUp:
		d.legHungUp(e)
	case LegDismissed:
		d.legDismissed(e)
	case LegChecked:
		d.legChecked(e)
	case CallerTransferred:
		if e.Epoch == d.c.Caller.Epoch {
			if t := d.c.Caller.Transfer; t != nil {
				d.c.Caller.Transfer, d.c.Caller.Notice = nil, t.Notice
				d.begins(t.Script)
			}
		}
	case CallerNotTransferred:
		d.callerNotTransferred(e)
	case FunctionAsked:
		d.c.Flow.FunctionAsked(e.Invocation, d.now)
	case FunctionAnswered:
		d.run.FunctionAnswered(e.Invocation, e.Answer, e.Failed)
	case CallerSpokenTo:
		d.callerSpokenTo(e)
	case KeysListened:
		d.c.Caller.Listened = true
	}
}

// settle brings the call to rest: everything that time or the state of the legs
// decides, whatever the event was. What an event itself decides comes before it,
// so a key pressed in the last second wins over the timer of that second.
func (d *decider) settle() {
	d.settleLegs()
	d.settleRing()
	d.settleWaiting()
	d.settleEnd()
}
