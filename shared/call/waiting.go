package call

// settleWaiting takes on a flow whose webhook never came.
func (d *decider) settleWaiting() {
	c := d.c
	if c.Flow.Ended || !c.callerHere() && c.Ring == nil && c.AwaitRecording.IsZero() && !c.Flow.AwaitsFunction() {
		return
	}
	if !c.longest().After(d.now) {
		d.tooLong()
		return
	}
	if c.Flow.Until.IsZero() || c.Flow.Until.After(d.now) {
		return
	}
	d.replies = false
	d.run.Overdue()
}

// tooLong ends a call that reached the longest time we carry one.
func (d *decider) tooLong() {
	d.c.closeRing()
	d.cancelLegs(Cancelled)
	d.begun = false
	d.NewScript()
	d.run.Stop(d.words.TimeLimitHangUp)
}
