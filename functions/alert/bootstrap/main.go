// Command bootstrap is the function alert as Lambda starts it.
package main

import (
	"github.com/aws/aws-lambda-go/lambda"

	"ringdown/functions/alert"
	"ringdown/shared/awsport"
	"ringdown/shared/awsport/busport"
	"ringdown/shared/awsport/snsport"
	"ringdown/shared/hook"
	"ringdown/shared/pager"
	"ringdown/shared/port"
	"ringdown/shared/wiring"
)

func main() {
	env, s := wiring.Board(port.AlertsQueue, port.DialsQueue)
	phones, _ := wiring.Provider(env, s)
	links, channels := wiring.Links(env, s), snsport.NewChannels(env)
	channels.Chat = hook.New(links.Key, s.Now)
	p := &pager.Pager{
		Calls: s.Calls, Dialplans: s.Dialplans, Alerts: awsport.NewAlerts(env), Addresses: awsport.NewBadAddresses(env), Channels: channels, Codes: channels, Events: busport.NewEvents(env), Phones: phones, Queue: s.Orders,
		Now: s.Now, Log: s.Log,
	}
	p.Listen, p.Link = links.Listen, links.Alert
	lambda.Start(alert.New(p, s.Log))
}
