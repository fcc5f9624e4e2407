// Package hook posts notices to addresses that people type into settings: incoming webhooks of Slack,
// of a Microsoft Teams workflow, and of anybody's own.
//
// Such an address is an attack on the one who posts to it: it may name, or come to name, a machine that
// only we can reach. So only https on port 443 is spoken, no redirect is followed, no name and password are
// sent, and the address that is dialled is looked at when it is dialled, after every resolution:
// what a name resolved to a moment ago is nobody's promise. No proxy is used, for it would resolve the
// name itself. An allow-list of names was the other option; a workflow's host is a different one for
// each region and tenant.
//
// Anybody's own webhook is signed as Standard Webhooks describes it, with the secret behind the # of
// its address, or one derived from our key and the address. To add a kind of chat, add its hosts and
// its body to bodyFor.
package hook
