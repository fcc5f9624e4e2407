package awsport

import "ringdown/shared/routes"

// Table says how a table is laid out, for those that make it: the stack, and the tests.
// All keys are strings.
type Table struct {
	Partition, Sort string // Sort is "" where there is none
	Expires         string // the attribute with the time to live, "" where nothing expires
	Indexes         []Index
}

// Index is a global secondary index. It carries keys alone: what a call's record says
// is read from the table, so a save costs the indexes nothing but a moved deadline.
type Index struct{ Name, Partition, Sort string }

// The keys of every item. A call's partition is its id.
const (
	partitionKey = routes.CallKey
	sortKey      = routes.CallSort
	callSort     = "call"
	alertSort    = "alert"
)

// The attributes of a call's item.
const (
	callVersion  = "version"
	callSave     = "save" // a random name of the save that wrote the item
	callState    = "state"
	callExpires  = routes.CallExpiry
	callOpen     = routes.WatchKey    // where there is a deadline; as watchKey
	callDeadline = routes.DeadlineKey // as timeKey
	callDay      = routes.DayKey
	callLineDay  = routes.LineDayKey
	callArrived  = routes.ArrivedKey // as timeKey
)

// The indexes of the calls.
const (
	deadlineIndex = routes.DeadlineIndex
	dayIndex      = routes.DayIndex
	lineDayIndex  = routes.LineDayIndex
)

// CallsTable is the layout of the calls. An item without a deadline is not in the first
// index, so a sweep reads nothing but what is late.
var CallsTable = Table{
	Partition: partitionKey, Sort: sortKey, Expires: callExpires,
	Indexes: []Index{
		{Name: deadlineIndex, Partition: callOpen, Sort: callDeadline},
		{Name: lineDayIndex, Partition: callLineDay, Sort: callArrived},
		{Name: dayIndex, Partition: callDay, Sort: callArrived},
	},
}

// AlertsTable is the layout of the alerts: the same key, expiry and index by deadline as a call's.
var AlertsTable = Table{
	Partition: routes.AlertKey, Sort: routes.AlertSort, Expires: routes.AlertExpiry,
	Indexes: []Index{{Name: deadlineIndex, Partition: callOpen, Sort: callDeadline}},
}

// SettingsTable is the layout of the settings. Only answers that are kept for a repeat expire.
var SettingsTable = Table{Partition: routes.SettingsKey, Sort: routes.SettingsSort, Expires: routes.SettingsExpiry}
