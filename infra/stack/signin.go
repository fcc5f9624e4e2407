package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/jsii-runtime-go"

	"ringdown/shared/access"
	"ringdown/shared/routes"
)

const (
	// passwordLengthMin is what NIST SP 800-63B-4 §3.1.1 asks for where a password may stand alone; length, and no rules on letters.
	passwordLengthMin = 15
	// accessMinutes is how long a token works after its account was closed: nobody can call it back.
	accessMinutes = 30
	// refreshHours is how long a sign-in lasts: a working day.
	refreshHours = 12
	// The API's own throttling of each route that carries tokens, all clients together. Their functions share the account's
	// concurrency with those that callers wait for, and a new account has no more than ten: a loop at a console must not take it.
	throttleBurst, throttlePerSecond = 100, 50
)

// signIn is where tokens come from: a user pool of the stack's own, or any OIDC issuer.
type signIn struct {
	issuerURL, clientIDs, machineIDs, groupsClaim, prefix, addresses awscdk.CfnParameter

	ownPool, hasMachines, hasPrefix, hasAddresses awscdk.CfnCondition

	pool              awscognito.CfnUserPool
	console, machines awscognito.CfnUserPoolClient

	// What the authorizer and the functions are told, whichever it is.
	issuer, clients, machineClients *string
	authorizer                      awsapigatewayv2.IHttpRouteAuthorizer
}

// addSignIn makes the user pool, unless the deployment names another issuer, and the authorizer.
func (d *deployment) addSignIn() {
	s := &d.signIn
	d.addSignInParameters()
	d.addPool()
	d.addClients()
	s.issuer = d.ifElse(s.ownPool, s.pool.AttrProviderUrl(), s.issuerURL.ValueAsString())
	s.clients = d.ifElse(s.ownPool, s.console.Ref(), s.clientIDs.ValueAsString())
	more := d.ifElse(s.hasMachines, d.join(*s.machines.Ref(), ",", *s.machineIDs.ValueAsString()), s.machines.Ref())
	s.machineClients = d.ifElse(s.ownPool, more, s.machineIDs.ValueAsString())
	// A list may not have an empty name in it, which another issuer without machines would leave.
	others := d.ifElse(s.hasMachines, d.join(*s.clientIDs.ValueAsString(), ",", *s.machineIDs.ValueAsString()), s.clientIDs.ValueAsString())
	audience := d.ifElse(s.ownPool, d.join(*s.console.Ref(), ",", *more), others)
	authorizer := awsapigatewayv2.NewCfnAuthorizer(d.Stack, jsii.String("Tokens"), &awsapigatewayv2.CfnAuthorizerProps{
		ApiId: d.api.ApiId(), AuthorizerType: jsii.String("JWT"), Name: jsii.String("tokens"),
		IdentitySource: jsii.Strings("$request.header.Authorization"),
		JwtConfiguration: &awsapigatewayv2.CfnAuthorizer_JWTConfigurationProperty{
			Issuer: s.issuer, Audience: awscdk.Fn_Split(jsii.String(","), audience, nil),
		},
	})
	s.authorizer = awsapigatewayv2.HttpAuthorizer_FromHttpAuthorizerAttributes(d.Stack, jsii.String("TokensOfRoutes"),
		&awsapigatewayv2.HttpAuthorizerAttributes{AuthorizerId: authorizer.Ref(), AuthorizerType: jsii.String("JWT")})
}

func (d *deployment) addSignInParameters() {
	s := &d.signIn
	s.issuerURL = d.textParameter("TokenIssuerUrl", `^(https://[^\s?#]+)?$`, "",
		"The address of the OIDC issuer whose tokens open the API, as its tokens have it. Empty: the stack makes a user pool in Cognito.")
	s.clientIDs = d.textParameter("TokenClientIds", namesPattern, "",
		"For an issuer of your own: the ids of clients that people sign in with, or the identifier of the API in aud, with commas between them.")
	s.machineIDs = d.textParameter("TokenMachineIds", namesPattern, "",
		"The ids of machine clients besides the stack's own, with commas between them; their scopes ringdown/view, ringdown/edit and ringdown/admin are their roles.")
	s.groupsClaim = d.textParameter("TokenGroupsClaim", `^\S{1,200}$`, access.CognitoGroups, "The claim of access tokens that lists a person's groups: admin, editor, responder, viewer.")
	s.prefix = d.textParameter("SignInPrefix", `^([a-z0-9](-?[a-z0-9])*)?$`, "",
		"What the address of the sign-in page begins with; it must be free in the region, and have none of the words aws, amazon, cognito in it. Empty: ringdown- and the account's number.")
	s.addresses = awscdk.NewCfnParameter(d.Stack, jsii.String("SignInAddresses"), &awscdk.CfnParameterProps{
		Type: jsii.String("CommaDelimitedList"), Default: jsii.String(""),
		Description: jsii.String("Addresses that the sign-in page may send people back to, with commas between them. Empty: the console's own."),
	})
	s.ownPool = d.condition("OwnPool", awscdk.Fn_ConditionEquals(s.issuerURL.ValueAsString(), jsii.String("")))
	s.hasMachines = d.given("HasTokenMachines", s.machineIDs.ValueAsString())
	s.hasPrefix = d.given("HasSignInPrefix", s.prefix.ValueAsString())
	s.hasAddresses = d.given("HasSignInAddresses", awscdk.Fn_Join(jsii.String(""), s.addresses.ValueAsList()))
	awscdk.NewCfnRule(d.Stack, jsii.String("AnIssuerHasClients"), &awscdk.CfnRuleProps{
		RuleCondition: awscdk.Fn_ConditionNot(awscdk.Fn_ConditionEquals(s.issuerURL.ValueAsString(), jsii.String(""))),
		Assertions: &[]*awscdk.CfnRuleAssertion{{
			Assert:            awscdk.Fn_ConditionNot(awscdk.Fn_ConditionEquals(s.clientIDs.ValueAsString(), jsii.String(""))),
			AssertDescription: jsii.String("With TokenIssuerUrl, name the clients whose tokens are believed in TokenClientIds: without them anybody's token of that issuer would have to be."),
		}},
	})
}

// namesPattern takes names with commas between them, and no empty one.
const namesPattern = `^([^,\s]+(,[^,\s]+)*)?$`

// addPool makes the user pool, its groups and scopes, and the page people sign in at. It outlives the stack, as the tables do.
func (d *deployment) addPool() {
	s := &d.signIn
	s.pool = awscognito.NewCfnUserPool(d.Stack, jsii.String("People"), &awscognito.CfnUserPoolProps{
		UserPoolName: d.Stack.StackName(), UserPoolTier: jsii.String("ESSENTIALS"), // the least with managed login
		AdminCreateUserConfig: &awscognito.CfnUserPool_AdminCreateUserConfigProperty{AllowAdminCreateUserOnly: jsii.Bool(true)},
		// An access token has the user's name in it and no mail address, so the name is chosen by hand: the id in the settings. Both
		// sign in.
		AliasAttributes: jsii.Strings("email"), AutoVerifiedAttributes: jsii.Strings("email"),
		UsernameConfiguration: &awscognito.CfnUserPool_UsernameConfigurationProperty{CaseSensitive: jsii.Bool(false)},
		Schema:                []any{&awscognito.CfnUserPool_SchemaAttributeProperty{Name: jsii.String("email"), Required: jsii.Bool(true), Mutable: jsii.Bool(true)}},
		MfaConfiguration:      jsii.String("OPTIONAL"), EnabledMfas: jsii.Strings("SOFTWARE_TOKEN_MFA"),
		Policies: &awscognito.CfnUserPool_PoliciesProperty{PasswordPolicy: &awscognito.CfnUserPool_PasswordPolicyProperty{
			MinimumLength: jsii.Number(passwordLengthMin), TemporaryPasswordValidityDays: jsii.Number(7),
			RequireLowercase: jsii.Bool(false), RequireUppercase: jsii.Bool(false), RequireNumbers: jsii.Bool(false), RequireSymbols: jsii.Bool(false),
		}},
		AccountRecoverySetting: &awscognito.CfnUserPool_AccountRecoverySettingProperty{RecoveryMechanisms: []any{
			&awscognito.CfnUserPool_RecoveryOptionProperty{Name: jsii.String("verified_email"), Priority: jsii.Number(1)},
		}},
		DeletionProtection: jsii.String("ACTIVE"),
	})
	s.pool.ApplyRemovalPolicy(awscdk.RemovalPolicy_RETAIN, nil)
	d.onlyWithPool(s.pool)
	for i, role := range access.Roles {
		d.onlyWithPool(awscognito.NewCfnUserPoolGroup(d.Stack, jsii.String(title(string(role))+"Group"), &awscognito.CfnUserPoolGroupProps{
			UserPoolId: s.pool.Ref(), GroupName: jsii.String(string(role)), Precedence: jsii.Number(i),
		}))
	}
	account := d.join("ringdown-", *d.Stack.Account())
	d.onlyWithPool(awscognito.NewCfnUserPoolDomain(d.Stack, jsii.String("SignInPage"), &awscognito.CfnUserPoolDomainProps{
		UserPoolId: s.pool.Ref(), Domain: d.ifElse(s.hasPrefix, s.prefix.ValueAsString(), account), ManagedLoginVersion: jsii.Number(2),
	}))
}

// addClients makes the client that people sign in with, and one for machines.
func (d *deployment) addClients() {
	s := &d.signIn
	back := awscdk.Token_AsList(awscdk.Fn_ConditionIf(s.hasAddresses.LogicalId(), s.addresses.ValueAsList(), jsii.Strings(*d.consoleURL())), nil)
	s.console = awscognito.NewCfnUserPoolClient(d.Stack, jsii.String("ConsoleClient"), &awscognito.CfnUserPoolClientProps{
		UserPoolId: s.pool.Ref(), ClientName: jsii.String("console"), GenerateSecret: jsii.Bool(false), // a page keeps no secret: PKCE stands for it
		AllowedOAuthFlowsUserPoolClient: jsii.Bool(true), AllowedOAuthFlows: jsii.Strings("code"), AllowedOAuthScopes: jsii.Strings("openid", "email", "profile"),
		CallbackUrLs: back, LogoutUrLs: back, SupportedIdentityProviders: jsii.Strings("COGNITO"),
		ExplicitAuthFlows:          jsii.Strings("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"),
		PreventUserExistenceErrors: jsii.String("ENABLED"), EnableTokenRevocation: jsii.Bool(true),
		AccessTokenValidity: jsii.Number(accessMinutes), IdTokenValidity: jsii.Number(accessMinutes), RefreshTokenValidity: jsii.Number(refreshHours),
		TokenValidityUnits: &awscognito.CfnUserPoolClient_TokenValidityUnitsProperty{AccessToken: jsii.String("minutes"), IdToken: jsii.String("minutes"), RefreshToken: jsii.String("hours")},
	})
	d.onlyWithPool(s.console)
	// Without a style of its own the sign-in page of a client is not shown (Cognito guide, managed login).
	d.onlyWithPool(awscognito.NewCfnManagedLoginBranding(d.Stack, jsii.String("SignInStyle"), &awscognito.CfnManagedLoginBrandingProps{
		UserPoolId: s.pool.Ref(), ClientId: s.console.Ref(), UseCognitoProvidedValues: jsii.Bool(true),
	}))
	var scopes []any
	for _, scope := range access.Scopes {
		scopes = append(scopes, &awscognito.CfnUserPoolResourceServer_ResourceServerScopeTypeProperty{ScopeName: jsii.String(scope.Name), ScopeDescription: jsii.String(scope.Description)})
	}
	server := awscognito.NewCfnUserPoolResourceServer(d.Stack, jsii.String("Scopes"), &awscognito.CfnUserPoolResourceServerProps{
		UserPoolId: s.pool.Ref(), Identifier: jsii.String(access.ScopeResource), Name: jsii.String("Ringdown"), Scopes: scopes,
	})
	d.onlyWithPool(server)
	s.machines = awscognito.NewCfnUserPoolClient(d.Stack, jsii.String("MachineClient"), &awscognito.CfnUserPoolClientProps{
		UserPoolId: s.pool.Ref(), ClientName: jsii.String("machine"), GenerateSecret: jsii.Bool(true),
		AllowedOAuthFlowsUserPoolClient: jsii.Bool(true), AllowedOAuthFlows: jsii.Strings("client_credentials"),
		// Not ringdown/admin: who needs a machine that gives out roles makes a client for it, and names it in TokenMachineIds.
		AllowedOAuthScopes:    jsii.Strings(access.ScopeResource+"/view", access.ScopeResource+"/edit"),
		EnableTokenRevocation: jsii.Bool(true), ExplicitAuthFlows: jsii.Strings("ALLOW_REFRESH_TOKEN_AUTH"), PreventUserExistenceErrors: jsii.String("ENABLED"),
		AccessTokenValidity: jsii.Number(accessMinutes), TokenValidityUnits: &awscognito.CfnUserPoolClient_TokenValidityUnitsProperty{AccessToken: jsii.String("minutes")},
	})
	s.machines.AddDependency(server)
	d.onlyWithPool(s.machines)
}

// consoleURL is where the console is.
func (d *deployment) consoleURL() *string {
	return d.join("https://", *d.distribution.DistributionDomainName(), routes.ConsolePath)
}

// throttle bounds the routes of the API, each by itself; the provider's are left alone.
func (d *deployment) throttle(protected []awsapigatewayv2.HttpRoute) {
	if len(protected) == 0 {
		return
	}
	stage := d.api.DefaultStage().Node().DefaultChild().(awsapigatewayv2.CfnStage)
	settings := map[string]any{}
	for _, r := range protected {
		route := r.Node().DefaultChild().(awsapigatewayv2.CfnRoute)
		settings[*route.RouteKey()] = map[string]any{"ThrottlingBurstLimit": throttleBurst, "ThrottlingRateLimit": throttlePerSecond}
		stage.AddDependency(route) // a stage with settings of a route that does not exist is refused
	}
	stage.SetRouteSettings(settings)
}

// checkTokens is what a function is told that proves tokens. It asks the issuer over the internet, and needs no permission for that.
func (d *deployment) checkTokens() grant {
	s := d.signIn
	return grant{env: map[string]*string{
		routes.EnvIssuer: s.issuer, routes.EnvClients: s.clients, routes.EnvMachines: s.machineClients, routes.EnvGroupsClaim: s.groupsClaim.ValueAsString(),
	}}
}

// signInPage is the address of the page of the stack's own pool.
func (d *deployment) signInPage() *string {
	s := d.signIn
	return d.join("https://", *d.ifElse(s.hasPrefix, s.prefix.ValueAsString(), d.join("ringdown-", *d.Stack.Account())), ".auth.", *d.Stack.Region(), ".amazoncognito.com")
}

// addSignInOutputs says where people and machines sign in.
func (d *deployment) addSignInOutputs() {
	s := d.signIn
	d.output("TokenIssuer", "Whose tokens open the API.", s.issuer)
	d.output("TokenClients", "The clients that people sign in with.", s.clients)
	d.output("ConsoleUrl", "The web console.", d.consoleURL())
	d.output("ConsoleConfig", "The deploy command uploads it beside the console.", d.consoleConfig())
	for _, o := range []struct {
		id, description string
		value           *string
	}{
		{"UserPool", "The people who may sign in: make them and put them into groups here.", s.pool.Ref()},
		{"SignInPage", "Where people sign in; machines get their tokens at /oauth2/token there.", d.signInPage()},
		{"MachineClient", "The client of machines; its secret is shown by describe-user-pool-client.", s.machines.Ref()},
	} {
		d.output(o.id+"OfCognito", o.description, o.value).SetCondition(s.ownPool)
	}
}

func (d *deployment) onlyWithPool(r awscdk.CfnResource) {
	r.CfnOptions().SetCondition(d.signIn.ownPool)
}

func (d *deployment) condition(id string, expression awscdk.ICfnConditionExpression) awscdk.CfnCondition {
	return awscdk.NewCfnCondition(d.Stack, &id, &awscdk.CfnConditionProps{Expression: expression})
}

// given is the condition that a value is not empty.
func (d *deployment) given(id string, value *string) awscdk.CfnCondition {
	return d.condition(id, awscdk.Fn_ConditionNot(awscdk.Fn_ConditionEquals(value, jsii.String(""))))
}

func (d *deployment) ifElse(when awscdk.CfnCondition, yes, no *string) *string {
	return awscdk.Token_AsString(awscdk.Fn_ConditionIf(when.LogicalId(), yes, no), nil)
}

func (d *deployment) textParameter(id, pattern, otherwise, description string) awscdk.CfnParameter {
	return awscdk.NewCfnParameter(d.Stack, &id, &awscdk.CfnParameterProps{
		Type: jsii.String("String"), Default: &otherwise, AllowedPattern: &pattern, Description: &description,
	})
}
