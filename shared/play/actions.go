package play

// actions is the registry of what this engine runs. A type of the language that is
// not here leads into the safe flow, and the checker keeps it off every line.
var actions map[string]action

func init() { // filled here because an action's end leads back into the walk
	actions = map[string]action{
		"CheckHoursOfOperation":                      checkHoursOfOperation,
		"Compare":                                    compare,
		"DequeueContactAndTransferToQueue":           dequeueContactAndTransferToQueue,
		"MessageParticipantIteratively":              messageParticipantIteratively,
		"TransferContactToQueue":                     transferContactToQueue,
		"UpdateContactEventHooks":                    updateContactEventHooks,
		"UpdateContactTargetQueue":                   updateContactTargetQueue,
		"CheckMetricData":                            checkMetricData,
		"CreateCallbackContact":                      createCallbackContact,
		"GetMetricData":                              getMetricData,
		"UpdateContactCallbackNumber":                updateContactCallbackNumber,
		"UpdateContactRecordingAndAnalyticsBehavior": updateContactRecordingAndAnalyticsBehavior,
		"UpdateContactRecordingBehavior":             updateContactRecordingBehavior,
		"ConnectParticipantWithLexBot":               connectParticipantWithLexBot,
		"CreateTask":                                 createTask,
		"DisconnectParticipant":                      disconnectParticipant,
		"DistributeByPercentage":                     distributeByPercentage,
		"EndFlowExecution":                           endFlowExecution,
		"EndFlowModuleExecution":                     endFlowModuleExecution,
		"GetParticipantInput":                        getParticipantInput,
		"InvokeFlowModule":                           invokeFlowModule,
		"InvokeLambdaFunction":                       invokeLambdaFunction,
		"Loop":                                       loop,
		"MessageParticipant":                         messageParticipant,
		"RecordParticipantMessage":                   recordParticipantMessage,
		"TagContact":                                 tagContact,
		"TransferParticipantToTeam":                  transferParticipantToTeam,
		"TransferParticipantToThirdParty":            transferParticipantToThirdParty,
		"TransferToFlow":                             transferToFlow,
		"UntagContact":                               untagContact,
		"UpdateContactAttributes":                    updateContactAttributes,
		"UpdateContactData":                          updateContactData,
		"UpdateContactRoutingBehavior":               updateContactRoutingBehavior,
		"UpdateContactRoutingCriteria":               updateContactRoutingBehavior,
		"UpdateContactTextToSpeechVoice":             updateContactTextToSpeechVoice,
		"UpdateFlowAttributes":                       updateFlowAttributes,
		"UpdateFlowLoggingBehavior":                  updateFlowLoggingBehavior,
		"UpdateRoutingCriteria":                      updateContactRoutingBehavior,
		"Wait":                                       wait,
	}
}

// Runs reports whether the engine can run an action type.
func Runs(actionType string) bool {
	_, ok := actions[actionType]
	return ok
}
