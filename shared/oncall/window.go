package oncall

// window is a Window made ready to count with.
type window struct {
	days    dayset
	start   int64 // seconds since midnight
	seconds int64
}

// windowDaysBack is how many days before a reading a window that covers it can have started:
// MaxWindowMinutes is seven days.
const windowDaysBack = 7

func readyWindows(windows []Window) []window {
	if len(windows) == 0 {
		return nil
	}
	ready := make([]window, len(windows))
	for i, w := range windows {
		start, _ := parseClock(w.Start)
		days := daysetOf(w.Days)
		if len(w.Days) == 0 {
			days = everyDay
		}
		minutes := min(max(w.Minutes, 0), MaxWindowMinutes)
		ready[i] = window{days: days, start: start, seconds: int64(minutes) * minuteSeconds}
	}
	return ready
}

// inWindows says whether the high-water mark is inside any of the windows, and at which later
// reading that may next be otherwise. With the mark in place of the clock's reading, both ends of a
// window follow the one mapping rule: a window has begun when the mark has reached its start, and
// is over when the mark has reached its end.
//
// Windows that started before since do not count.
func inWindows(windows []window, mark, since civil) (inside bool, change civil) {
	today := mark.day()
	change = never
	for _, w := range windows {
		back := min(w.seconds/daySeconds+1, windowDaysBack)
		for day := today - back; day <= today; day++ {
			start := civil(day*daySeconds + w.start)
			end := start + civil(w.seconds)
			if !w.days.has(weekday(day)) || start < since || mark < start || mark >= end {
				continue
			}
			if !inside || end > change {
				change = end
			}
			inside = true
		}
	}
	if inside {
		return true, change
	}
	for _, w := range windows {
		change = min(change, w.nextStart(mark))
	}
	return false, change
}

// nextStart returns the first start after the mark.
func (w window) nextStart(mark civil) civil {
	today := mark.day()
	for day := today; day <= today+7; day++ {
		start := civil(day*daySeconds + w.start)
		if w.days.has(weekday(day)) && start > mark {
			return start
		}
	}
	return never
}
