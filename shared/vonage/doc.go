// Package vonage is the edge to the phone provider: it decodes its webhooks, checks that they are
// the provider's, writes the URLs it calls back, and asks it to dial, transfer and hang up.
//
// It is the only shipped place that knows the provider's spelling, so that another provider would
// be another folder. The official SDK carries the requests; it is no longer developed and sharp at
// the edges (it panics when a connection is refused, returns no error for some refusals, knows no
// deadline, and keeps one token for ever), so every request goes through the guards listed in
// guard.go, and what happened is read from the provider's own reply and never from the SDK's return
// values. Its token and script types were not used at all. Writing the client by hand was the other
// option: less code, but then every change of the API would be ours to notice.
//
// To add a webhook: a type and a Decode function in webhook.go with fixtures in testdata/webhooks.
// To add a request: a method in client.go that goes through Client.ask. To add a guard: a function
// in guard.go, its line in guards, and a test that fails without that line.
package vonage
