package main

import (
	"context"
	"time"

	"ringdown/shared/awsport"
	"ringdown/shared/office"
	"ringdown/shared/port"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// target is where settings are brought into service. Its errors are those of office.Save.
type target interface {
	Snapshot(ctx context.Context) (resource.Snapshot, error)
	Trial(ctx context.Context, changes []settings.Change) (office.Saved, error)
	Save(ctx context.Context, changes []settings.Change) (office.Saved, error)
}

// direct is the office on a store itself, for whoever has its credentials and no sign-in.
type direct struct {
	office *office.Office
	who    string
}

func newDirect(store port.Settings, who string) direct {
	return direct{&office.Office{Store: store, Now: time.Now, Wait: office.Pause}, who}
}

func (d direct) Snapshot(ctx context.Context) (resource.Snapshot, error) {
	return d.office.Store.Snapshot(ctx)
}

func (d direct) order(changes []settings.Change) office.Order {
	return office.Order{Changes: changes, By: settings.Author{Who: d.who, At: d.office.Now()}, Did: "imported"}
}

func (d direct) Trial(ctx context.Context, changes []settings.Change) (office.Saved, error) {
	return d.office.Trial(ctx, d.order(changes))
}

func (d direct) Save(ctx context.Context, changes []settings.Change) (office.Saved, error) {
	return d.office.Save(ctx, d.order(changes))
}

// fileAuthor is who saved what came with no name: credentials that do not say whose they are.
const fileAuthor = "file"

// direct opens the settings of a stack; what is saved there has the name that AWS knows the
// credentials by.
func (i installation) direct(ctx context.Context) direct {
	who, err := i.account.Caller(ctx)
	if err != nil {
		who = fileAuthor
	}
	return newDirect(awsport.NewSettings(i.env), who)
}
