// Package page makes the HTML that responders see: the page behind the link in an alert.
//
// It is put together by hand: a template is parsed when a program starts, and makes a function twice
// as large. Everything that a caller or a setting wrote is escaped. What a mail says of the alert is
// worded by package notice.
//
// To add a page: a function that joins parts in a document. To change how pages look: the style sheet.
package page
