// Package stack is the deployment of Ringdown in an AWS account, made of the table in
// shared/routes.
//
// Every route, queue, trigger and permission comes out of that table, so a function
// can do in the cloud what its line says and nothing else. Permissions are written out
// as actions, in grants.go, and not made by the library's grant methods: those give
// more than is asked for, and change with the library. A SAM template was the other
// option; it cannot read a Go table, so the two would have drifted apart.
//
// To add a resource a function may use: a Need in shared/routes, its line in
// grants.go, and, if it is a new thing, a file here named for it.
package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfront"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssecretsmanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsses"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"

	"ringdown/shared/routes"
)

// Props are what a deployment is told.
type Props struct {
	awscdk.StackProps
	// BuildDir holds the built functions as <function>/bootstrap; "" is build.
	BuildDir string
}

// deployment is the stack while it is put together. Later parts point at earlier ones.
type deployment struct {
	awscdk.Stack
	buildDir string

	mailEvents awssns.Topic
	ownMailSet awsses.CfnConfigurationSet
	// namesMailSet holds where the deployment was told a configuration set.
	namesMailSet                                                                                                                                                 awscdk.CfnCondition
	application, apiKey, mailFrom, mailIdentity, mailSet, eventBus, smsSender, smsOrigin, smsMaxPrice, flowFunctions, unsigned, when, alarmEmail, dialsPerSecond awscdk.CfnParameter

	hasFlowFunctions awscdk.CfnCondition

	calls, alerts, settings awsdynamodb.Table
	recordings              awss3.Bucket
	public                  awss3.Bucket
	distribution            awscloudfront.Distribution
	publicOrigin            awscloudfront.IOrigin // the public bucket
	queues                  map[string]awssqs.Queue
	deadLetters             map[string]awssqs.Queue
	topic                   awssns.Topic
	callbackKey             awssecretsmanager.Secret
	api                     awsapigatewayv2.HttpApi
	functions               map[string]awslambda.Function
	logs                    map[string]awslogs.LogGroup
	apiLogs                 awslogs.LogGroup
	operators               awssns.Topic
	signIn                  signIn
}

// New makes the stack. It looks nothing up, so it needs no account to synthesize.
func New(scope constructs.Construct, id string, props Props) awscdk.Stack {
	d := &deployment{
		Stack: awscdk.NewStack(scope, &id, &props.StackProps), buildDir: props.BuildDir,
		queues: map[string]awssqs.Queue{}, deadLetters: map[string]awssqs.Queue{},
		functions: map[string]awslambda.Function{}, logs: map[string]awslogs.LogGroup{},
	}
	if d.buildDir == "" {
		d.buildDir = "build"
	}
	d.addParameters()
	d.addTables()
	d.addRecordings()
	d.addPublic()
	d.addQueues()
	d.addTopic()
	d.addMailEvents()
	d.addCallbackKey()
	d.addAPI()
	d.addSignIn()
	d.addConsole()
	for _, f := range routes.Functions {
		d.addFunction(f)
	}
	d.addRoutes(routes.HTTP)
	d.addTriggers()
	d.addAlarms()
	d.addOutputs()
	return d.Stack
}

// addParameters asks for what only the owner of the account knows. None is secret.
func (d *deployment) addParameters() {
	d.application = d.parameter("VonageApplicationId", "The id of the provider's application; its webhooks and calls carry it.", nil)
	d.apiKey = d.parameter("VonageApiKey", "The API key that names the provider's account. The key, not its secret.", nil)
	d.alarmEmail = awscdk.NewCfnParameter(d.Stack, jsii.String("AlarmEmail"), &awscdk.CfnParameterProps{
		Type: jsii.String("String"), AllowedPattern: jsii.String(`^[^@\s]+@[^@\s]+\.[^@\s]+$`), ConstraintDescription: jsii.String("must be a mail address"),
		Description: jsii.String("The address that alarms go to: whoever mends the installation. It gets a mail to confirm."),
	})
	d.mailFrom = d.parameter("MailFrom", "The address alerts are mailed from. Empty: no mail is sent.", jsii.String(""))
	d.mailIdentity = d.parameter("MailIdentity", "The identity verified in SES that MailFrom belongs to: the address, or its domain.", jsii.String("none"))
	d.mailSet = d.patterned("MailConfigurationSet", "", "^[A-Za-z0-9_-]{0,64}$", "The configuration set of SES that mails are sent with; add the topic of output MailEventsTopic to it. Empty: one that the stack makes.")
	d.eventBus = d.patterned("EventBusName", "default", "^[A-Za-z0-9._/-]{1,256}$", "The bus of EventBridge, in this account and region, on which alerts and calls are published for other programs.")
	d.smsSender = d.patterned("SmsSenderId", "", "^([A-Za-z0-9]{1,11})?$", "The name that SMS come from, where the country takes one: up to 11 letters and digits. Empty: none.")
	d.smsOrigin = d.patterned("SmsOriginationNumber", "", `^(\+[0-9]{7,15})?$`, "The number of the account that SMS come from. Empty: any of the account's, or a shared one.")
	d.smsMaxPrice = d.patterned("SmsMaxPrice", "1.00", `^([0-9]{1,2}(\.[0-9]{1,5})?)?$`, "What one SMS may cost at most, in US dollars; a dearer one is not sent. Empty: whatever it costs.")
	d.when = awscdk.NewCfnParameter(d.Stack, jsii.String("DeployedAt"), &awscdk.CfnParameterProps{
		Type: jsii.String("String"), Default: jsii.String("0"), AllowedPattern: jsii.String("^[0-9]{1,12}$"),
		Description: jsii.String("When this deployment is made, in seconds of Unix time; make deploy fills it in. The token of the public fallback document is made anew with it."),
	})
	d.dialsPerSecond = awscdk.NewCfnParameter(d.Stack, jsii.String("DialsPerSecond"), &awscdk.CfnParameterProps{
		Type: jsii.String("Number"), Default: jsii.Number(routes.DialsPerSecond), MinValue: jsii.Number(dialsLeast), MaxValue: jsii.Number(dialsMost),
		Description: jsii.String("How many phones the provider lets the account dial in a second. All lines share it."),
	})
	d.unsigned = awscdk.NewCfnParameter(d.Stack, jsii.String("UnsignedWebhooks"), &awscdk.CfnParameterProps{
		Type: jsii.String("String"), Default: jsii.String(""), AllowedPattern: jsii.String(unsignedPattern),
		Description: jsii.String("Kinds of webhook that are believed without the provider's signature, with commas between them: answer, event, input, accept, leg, recording. Empty: none. The token in their addresses is wanted all the same; after a change, run vonage connect."),
	})
	d.flowFunctions = awscdk.NewCfnParameter(d.Stack, jsii.String("FlowFunctionArns"), &awscdk.CfnParameterProps{
		Type: jsii.String("CommaDelimitedList"), Default: jsii.String(""),
		Description: jsii.String("ARNs of the Lambda functions that flows may ask, with commas between them. Empty: none, unless a function's own policy allows it."),
	})
	d.hasFlowFunctions = awscdk.NewCfnCondition(d.Stack, jsii.String("HasFlowFunctions"), &awscdk.CfnConditionProps{
		Expression: awscdk.Fn_ConditionNot(awscdk.Fn_ConditionEquals(awscdk.Fn_Join(jsii.String(""), d.flowFunctions.ValueAsList()), jsii.String(""))),
	})
}

// dialsLeast and dialsMost are the bounds of the concurrency of an event source (Lambda, ScalingConfig),
// which is what the pace of dials comes to.
const dialsLeast, dialsMost = 2, 1000

// unsignedPattern takes a list of kinds, and nothing that is mistyped: a kind that nobody sends would be allowed in silence.
const unsignedPattern = "^((answer|event|input|accept|leg|recording)(,(answer|event|input|accept|leg|recording))*)?$"

// patterned is a parameter that is checked before anything is deployed.
func (d *deployment) patterned(id, otherwise, pattern, description string) awscdk.CfnParameter {
	return awscdk.NewCfnParameter(d.Stack, &id, &awscdk.CfnParameterProps{Type: jsii.String("String"), Default: &otherwise, AllowedPattern: &pattern, Description: &description})
}

func (d *deployment) parameter(id, description string, otherwise *string) awscdk.CfnParameter {
	return awscdk.NewCfnParameter(d.Stack, &id, &awscdk.CfnParameterProps{Type: jsii.String("String"), Description: &description, Default: otherwise})
}

// addCallbackKey makes the key of the hashes in our own URLs. It goes with the stack:
// without it no URL it has signed leads anywhere either.
func (d *deployment) addCallbackKey() {
	d.callbackKey = awssecretsmanager.NewSecret(d.Stack, jsii.String("CallbackKey"), &awssecretsmanager.SecretProps{
		SecretName:  jsii.String(routes.CallbackKeyName),
		Description: jsii.String("Signs the callback URLs and the links in alerts. Changing it ends every running call's callbacks and every link."),
		GenerateSecretString: &awssecretsmanager.SecretStringGenerator{
			// 64 letters and digits: more than the 256 bits HMAC-SHA256 can use (RFC 2104 §3).
			PasswordLength: jsii.Number(64), ExcludePunctuation: jsii.Bool(true),
		},
	})
}
