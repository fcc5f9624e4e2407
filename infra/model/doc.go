// Package model explores every way in which one small call can go, and so proves what random search
// can only make likely: one caller, two responders, a few messages under way at a time, and a few
// faults anywhere.
//
// What is explored is the product itself: switchboard, engine and call run as they ship. A function
// that is under way is a message and the answers that its ports have given so far. To take it one
// step further it is run again from its beginning: the ports repeat those answers, and the first
// question beyond them is the step that comes next. So no function has to be taken apart for it, a
// state is data, and two functions are interleaved at every read, save, send and request. The save
// and the envelope beside it are two steps in either order. The option not taken was a second loop
// written for the explorer: it would have proved that loop.
//
// A state is the moment, the stored call, the phones, what is under way and how many faults are left;
// states that are equal are visited once (Explore counts them). Time moves on only when nothing is
// due, to the next thing that is; within one moment everything happens in every order. So what is not
// explored is a message that is late by more than the others of its moment.
//
// The phones here are a small network of their own (network.go): a leg rings, runs a script, is in a
// room, or is over. People may do anything at any time: answer, decline, press, hang up, speak.
//
// To add a fault, give the step it strikes another outcome (faults.go); to add an invariant, a
// function in invariants.go; to add something that people do, a deed in network.go.
package model
