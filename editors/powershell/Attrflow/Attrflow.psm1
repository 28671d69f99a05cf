# Attribute mappings of Microsoft Entra provisioning as objects: what `attrflow` says as JSON, with PowerShell's pipeline and errors.
#
# For Windows PowerShell 5.1 and PowerShell 7. Expressions and records never stand on a command line, whose quotation marks Windows
# PowerShell 5.1 changes: they go to the program on standard input and in files, in UTF-8. This file is ASCII, because 5.1 reads a
# file without a byte order mark in the code page of Windows.

Set-StrictMode -Version 2.0

# UTF-8 without a byte order mark.
$script:Utf8 = New-Object System.Text.UTF8Encoding $false

# The program: that of the variable ATTRFLOW_PROGRAM, the one in the module's folder `bin`, or the one on the path.
function Get-AttrflowProgram {
    if ($env:ATTRFLOW_PROGRAM) {
        return $env:ATTRFLOW_PROGRAM
    }
    foreach ($name in 'attrflow.exe', 'attrflow') {
        $bundled = Join-Path (Join-Path $PSScriptRoot 'bin') $name
        if (Test-Path -LiteralPath $bundled -PathType Leaf) {
            return $bundled
        }
    }
    $found = Get-Command -Name 'attrflow' -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($found) {
        return $found.Path
    }
    $message = 'The program attrflow is not on the path. Install it, or set the variable ATTRFLOW_PROGRAM to its path.'
    throw (New-AttrflowError -Message $message -Id 'ProgramNotFound' -Category ObjectNotFound)
}

# An error with the code of a diagnostic.
function New-AttrflowError {
    param([string] $Message, [string] $Id, [System.Management.Automation.ErrorCategory] $Category = 'InvalidData', [object] $Target)
    $exception = New-Object System.InvalidOperationException $Message
    New-Object System.Management.Automation.ErrorRecord $exception, $Id, $Category, $Target
}

# An argument as the rules of Windows for command lines want it; .NET reads it by the same rules elsewhere.
function ConvertTo-NativeArgument {
    param([string] $Argument)
    if ($Argument -ne '' -and $Argument -notmatch '[\s"]') {
        return $Argument
    }
    $escaped = $Argument -replace '(\\*)"', '$1$1\"'
    $escaped = $escaped -replace '(\\+)$', '$1$1'
    '"' + $escaped + '"'
}

# Runs the program and returns its output, its messages and its exit code. Both are read while it is written, so that neither side
# waits for the other.
function Invoke-AttrflowProgram {
    param([string[]] $Argument, [string] $InputText = '')
    $start = New-Object System.Diagnostics.ProcessStartInfo
    $start.FileName = Get-AttrflowProgram
    $start.Arguments = ($Argument | ForEach-Object { ConvertTo-NativeArgument $_ }) -join ' '
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start.StandardOutputEncoding = $script:Utf8
    $start.StandardErrorEncoding = $script:Utf8
    # The folder of PowerShell, which is not that of its process.
    $start.WorkingDirectory = (Get-Location -PSProvider FileSystem).ProviderPath
    $start.EnvironmentVariables['NO_COLOR'] = '1'
    $process = New-Object System.Diagnostics.Process
    $process.StartInfo = $start
    try {
        try {
            [void] $process.Start()
        } catch {
            $message = "The program $($start.FileName) does not start: $($_.Exception.Message)"
            throw (New-AttrflowError -Message $message -Id 'ProgramNotStarted' -Category ResourceUnavailable)
        }
        $output = $process.StandardOutput.ReadToEndAsync()
        $messages = $process.StandardError.ReadToEndAsync()
        try {
            # As bytes: 5.1 has no encoding for this stream but the console's.
            $bytes = $script:Utf8.GetBytes($InputText)
            $stream = $process.StandardInput.BaseStream
            $stream.Write($bytes, 0, $bytes.Length)
            # Not the writer around it, which would add its byte order mark.
            $stream.Close()
        } catch [System.IO.IOException] {
            # The program has ended without reading all; its messages say why.
            Write-Debug $_.Exception.Message
        }
        $process.WaitForExit()
        New-Object PSObject -Property @{ Output = $output.Result; Messages = $messages.Result.Trim(); ExitCode = $process.ExitCode }
    } finally {
        $process.Dispose()
    }
}

# The error of a run that could not do what it was to do.
function New-AttrflowRunError {
    param([object] $Run, [object] $Target)
    $message = $Run.Messages
    if (-not $message) {
        $message = "attrflow ended with the exit code $($Run.ExitCode)."
    }
    New-AttrflowError -Message $message -Id 'ProgramFailed' -Category InvalidOperation -Target $Target
}

# A value for JSON: dates in the form of Microsoft Graph, which 5.1 would write as `/Date(...)/`.
function ConvertTo-PlainValue {
    param([object] $Value, [bool] $CamelCase, [int] $Depth = 16)
    if ($null -eq $Value -or $Depth -le 0) {
        return $null
    }
    if ($Value -is [System.Management.Automation.PSObject] -and $Value.PSObject.BaseObject -isnot [System.Management.Automation.PSCustomObject]) {
        $Value = $Value.PSObject.BaseObject
    }
    if ($Value -is [datetime]) {
        return $Value.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.FFFFFFFZ', [System.Globalization.CultureInfo]::InvariantCulture)
    }
    if ($Value -is [System.DateTimeOffset]) {
        return ConvertTo-PlainValue -Value $Value.UtcDateTime
    }
    if ($Value -is [string] -or $Value.GetType().IsPrimitive -or $Value -is [decimal]) {
        return $Value
    }
    if ($Value -is [guid] -or $Value -is [uri] -or $Value -is [enum] -or $Value -is [char]) {
        return $Value.ToString()
    }
    $members = [ordered] @{}
    if ($Value -is [System.Collections.IDictionary]) {
        foreach ($key in $Value.Keys) {
            $members[(ConvertTo-AttributeName -Name ([string] $key) -CamelCase $CamelCase)] = ConvertTo-PlainValue -Value $Value[$key] -CamelCase $CamelCase -Depth ($Depth - 1)
        }
        return $members
    }
    if ($Value -is [System.Collections.IEnumerable]) {
        $items = @(foreach ($item in $Value) { , (ConvertTo-PlainValue -Value $item -CamelCase $CamelCase -Depth ($Depth - 1)) })
        return , $items
    }
    foreach ($property in $Value.PSObject.Properties) {
        if ($property.IsGettable -and $property.MemberType -ne 'ScriptProperty') {
            $members[(ConvertTo-AttributeName -Name $property.Name -CamelCase $CamelCase)] = ConvertTo-PlainValue -Value $property.Value -CamelCase $CamelCase -Depth ($Depth - 1)
        }
    }
    $members
}

function ConvertTo-AttributeName {
    param([string] $Name, [bool] $CamelCase)
    if ($CamelCase -and $Name -cmatch '^[A-Z][a-z]') {
        return $Name.Substring(0, 1).ToLowerInvariant() + $Name.Substring(1)
    }
    $Name
}

# A record as a line of JSON. A string is JSON already; line breaks in it are only between its members.
function ConvertTo-RecordLine {
    param([object] $Record, [bool] $CamelCase)
    if ($Record -is [string]) {
        return $Record -replace '[\r\n]+', ' '
    }
    ConvertTo-Json -InputObject (ConvertTo-PlainValue -Value $Record -CamelCase $CamelCase) -Depth 32 -Compress
}

# Objects of a JSON text. Where PowerShell can, dates stay the strings that they are.
function ConvertFrom-AttrflowJson {
    param([string] $Json)
    $options = @{}
    if ((Get-Command ConvertFrom-Json).Parameters.ContainsKey('DateKind')) {
        $options['DateKind'] = 'String'
    }
    ConvertFrom-Json -InputObject $Json @options
}

# The value of a line `{"value":...}`. A string that looks like a date would become one: the sign before it keeps it a string.
function ConvertFrom-ValueLine {
    param([string] $Line)
    if ($Line.StartsWith('{"value":"', [System.StringComparison]::Ordinal)) {
        $marked = ConvertFrom-Json -InputObject $Line.Insert('{"value":"'.Length, '_')
        return $marked.value.Substring(1)
    }
    $outcome = ConvertFrom-AttrflowJson -Json $Line
    , $outcome.value
}

# Writes lines to a new file and returns its path.
function New-RecordFile {
    param([string[]] $Line)
    $path = Join-Path ([System.IO.Path]::GetTempPath()) ('attrflow-' + [guid]::NewGuid().ToString('N') + '.ndjson')
    [System.IO.File]::WriteAllText($path, (($Line -join "`n") + "`n"), $script:Utf8)
    $path
}

# The path of a file as the program reads it; the name of a connector, and what does not exist, stay as they are.
function Resolve-MappingPath {
    param([string] $Path)
    if (Test-Path -LiteralPath $Path) {
        return (Resolve-Path -LiteralPath $Path).ProviderPath
    }
    $Path
}

# Options of a run that several commands have.
function Get-WorldArgument {
    param([object] $Bound)
    if ($Bound.ContainsKey('Dialect')) { '--dialect'; $Bound['Dialect'] }
    if ($Bound.ContainsKey('Now')) { '--now'; $Bound['Now'].ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', [System.Globalization.CultureInfo]::InvariantCulture) }
    if ($Bound.ContainsKey('Seed')) { '--seed'; [string] $Bound['Seed'] }
    if ($Bound.ContainsKey('Setting')) {
        foreach ($name in $Bound['Setting'].Keys) { '--set'; "$name=$($Bound['Setting'][$name])" }
    }
}

# A diagnostic of `attrflow check` as an object.
function ConvertTo-DiagnosticObject {
    param([object] $Diagnostic)
    $mapping = $diagnostic.mapping
    $fix = $diagnostic.fix
    $object = New-Object PSObject -Property ([ordered] @{
            File     = $diagnostic.file
            Line     = $diagnostic.range.start.line
            Column   = $diagnostic.range.start.column
            Severity = $diagnostic.severity
            Code     = $diagnostic.code
            Message  = $diagnostic.message
            Help     = $diagnostic.help
            Object   = $(if ($mapping) { $mapping.object })
            Target   = $(if ($mapping) { $mapping.target })
            Fix      = $(if ($fix) { $fix.title })
            IsSafe   = [bool] ($fix -and $fix.safety -eq 'safe')
            Pointer  = $diagnostic.pointer
        })
    $object.PSObject.TypeNames.Insert(0, 'Attrflow.Diagnostic')
    $object
}

# The diagnostics of a check, or an error where there is none.
function Invoke-Check {
    param([string[]] $Argument, [string] $InputText = '', [object] $Target)
    $run = Invoke-AttrflowProgram -Argument (@('check', '--format', 'json') + $Argument) -InputText $InputText
    if (-not $run.Output.Trim()) {
        throw (New-AttrflowRunError -Run $run -Target $Target)
    }
    $report = ConvertFrom-AttrflowJson -Json $run.Output
    @($report.diagnostics)
}

# The first error of an expression as an error of PowerShell; nothing if it has none.
function Get-ExpressionError {
    param([string] $Expression, [string[]] $Argument)
    $found = Invoke-Check -Argument (@('--expression', '-', '--no-config') + $Argument) -InputText $Expression -Target $Expression
    $diagnostic = $found | Where-Object { $_.severity -eq 'error' } | Select-Object -First 1
    if ($diagnostic) {
        $message = "$($diagnostic.range.start.line):$($diagnostic.range.start.column): $($diagnostic.message)"
        if ($diagnostic.help) {
            $message = "$message ($($diagnostic.help))"
        }
        New-AttrflowError -Message $message -Id $diagnostic.code -Category SyntaxError -Target $Expression
    }
}

function Test-AttrflowMapping {
    <#
    .SYNOPSIS
    Checks attribute mappings and returns what is wrong with them.

    .DESCRIPTION
    Checks exports of a synchronization schema, mapping files in TOML, connectors, or one expression. Each error and each warning
    is an object with its location, its code, and how to fix it. With -Quiet the result is whether there is no error.

    .PARAMETER Path
    Files, folders, or names of connectors.

    .PARAMETER InputObject
    A file, a path, or a synchronization schema as an object, such as the output of
    Get-MgServicePrincipalSynchronizationJobSchema.

    .PARAMETER Expression
    An expression to check instead of files.

    .PARAMETER Dialect
    The expression dialect; without it, it is inferred from the source and the target of the mapping.

    .PARAMETER MinLevel
    The minimum severity to return.

    .PARAMETER Select
    Only diagnostics with these codes.

    .PARAMETER Ignore
    No diagnostics with these codes.

    .PARAMETER Quiet
    Return whether there is no error, and nothing else.

    .EXAMPLE
    Test-AttrflowMapping export.json

    Checks an export.

    .EXAMPLE
    Get-ChildItem *.json | Test-AttrflowMapping | Where-Object Severity -eq 'error' | Group-Object Code

    Counts the errors of several exports by their codes.

    .EXAMPLE
    Get-MgServicePrincipalSynchronizationJobSchema -ServicePrincipalId $id -SynchronizationJobId $job | Test-AttrflowMapping

    Checks the schema of a job without a file.

    .EXAMPLE
    Test-AttrflowMapping -Expression 'Join(" ", [givenName], [surname])' -Quiet

    Says whether an expression has no error.
    #>
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    [OutputType('Attrflow.Diagnostic', [bool])]
    param(
        [Parameter(ParameterSetName = 'Path', Mandatory = $true, Position = 0)]
        [string[]] $Path,

        [Parameter(ParameterSetName = 'Object', Mandatory = $true, ValueFromPipeline = $true)]
        [object] $InputObject,

        [Parameter(ParameterSetName = 'Expression', Mandatory = $true)]
        [string] $Expression,

        [ValidateSet('entra', 'cloud-sync', 'connect')]
        [string] $Dialect,

        [ValidateSet('error', 'warning', 'info')]
        [string] $MinLevel = 'warning',

        [string[]] $Select,

        [string[]] $Ignore,

        [switch] $Quiet
    )

    begin {
        $options = @('--min-level', $MinLevel)
        if ($Dialect) { $options += '--dialect', $Dialect }
        if ($Select) { $options += '--select', ($Select -join ',') }
        if ($Ignore) { $options += '--ignore', ($Ignore -join ',') }
        $failed = $false
    }

    process {
        try {
            $found = switch ($PSCmdlet.ParameterSetName) {
                'Expression' {
                    Invoke-Check -Argument ($options + '--expression', '-') -InputText $Expression -Target $Expression
                }
                'Path' {
                    $paths = @($Path | ForEach-Object { Resolve-MappingPath $_ })
                    Invoke-Check -Argument ($options + '--' + $paths) -Target $Path
                }
                'Object' {
                    if ($InputObject -is [string] -or $InputObject -is [System.IO.FileSystemInfo]) {
                        $name = if ($InputObject -is [string]) { $InputObject } else { $InputObject.FullName }
                        Invoke-Check -Argument ($options + '--' + (Resolve-MappingPath $name)) -Target $InputObject
                    } else {
                        $text = ConvertTo-Json -InputObject (ConvertTo-PlainValue -Value $InputObject -Depth 64) -Depth 100
                        Invoke-Check -Argument ($options + '--stdin-filename', 'schema.json', '-') -InputText $text -Target $InputObject
                    }
                }
            }
        } catch {
            $failed = $true
            $PSCmdlet.WriteError($_)
            return
        }
        foreach ($diagnostic in $found) {
            if ($diagnostic.severity -eq 'error') { $failed = $true }
            if (-not $Quiet) { ConvertTo-DiagnosticObject -Diagnostic $diagnostic }
        }
    }

    end {
        if ($Quiet) { -not $failed }
    }
}

function Invoke-AttrflowExpression {
    <#
    .SYNOPSIS
    Evaluates an expression, once or for each record of the pipeline.

    .DESCRIPTION
    Returns an object with the value for each record. A record whose expression fails is an error with the code of the
    diagnostic, and the other records go on. An expression that is wrong itself ends the command.

    .PARAMETER Expression
    The expression. Quotation marks in it arrive as they are, in every version of PowerShell.

    .PARAMETER Record
    Records: objects, hashtables, or strings of JSON.

    .PARAMETER Attribute
    The attributes of one record, instead of records.

    .PARAMETER CamelCase
    Begin the names of attributes with a small letter, as Microsoft Graph does: for objects of Get-MgUser.

    .PARAMETER ValueOnly
    Return the values without the records.

    .PARAMETER Dialect
    The expression dialect.

    .PARAMETER Now
    The current time of the function Now.

    .PARAMETER Seed
    The seed of random values: the same seed produces the same values.

    .PARAMETER Setting
    Settings of the provisioning job, for %Name%.

    .EXAMPLE
    Invoke-AttrflowExpression 'Join(" ", [givenName], [surname])' -Attribute @{ givenName = 'Ada'; surname = 'Lovelace' } -ValueOnly

    Evaluates an expression for one record.

    .EXAMPLE
    Import-Csv users.csv | Invoke-AttrflowExpression 'Coalesce([mail], [userPrincipalName])' | Where-Object { -not $_.Value }

    Finds the users for whom an expression has no value.

    .EXAMPLE
    Get-MgUser -All | Invoke-AttrflowExpression 'ToLower([userPrincipalName])' -CamelCase -ErrorVariable failed

    Runs an expression for all users, and keeps those that fail.
    #>
    [CmdletBinding(DefaultParameterSetName = 'Record')]
    [OutputType('Attrflow.Value')]
    param(
        [Parameter(Mandatory = $true, Position = 0)]
        [string] $Expression,

        [Parameter(ParameterSetName = 'Record', ValueFromPipeline = $true)]
        [object] $Record,

        [Parameter(ParameterSetName = 'Attribute', Mandatory = $true)]
        [System.Collections.IDictionary] $Attribute,

        [switch] $CamelCase,

        [switch] $ValueOnly,

        [ValidateSet('entra', 'cloud-sync', 'connect')]
        [string] $Dialect,

        [datetime] $Now,

        [uint64] $Seed,

        [hashtable] $Setting
    )

    begin {
        $records = New-Object System.Collections.ArrayList
        $lines = New-Object System.Collections.ArrayList
    }

    process {
        $given = if ($PSCmdlet.ParameterSetName -eq 'Attribute') { $Attribute } else { $Record }
        if ($null -ne $given) {
            [void] $records.Add($given)
            [void] $lines.Add((ConvertTo-RecordLine -Record $given -CamelCase $CamelCase))
        }
    }

    end {
        # A pipeline without records has no values; without a pipeline the expression is evaluated once.
        if ($records.Count -eq 0 -and $MyInvocation.ExpectingInput) {
            return
        }
        $file = $null
        try {
            $dialects = @(if ($Dialect) { '--dialect', $Dialect })
            $wrong = Get-ExpressionError -Expression $Expression -Argument $dialects
            if ($wrong) {
                $PSCmdlet.ThrowTerminatingError($wrong)
            }
            $arguments = @('eval', '--format', 'ndjson') + @(Get-WorldArgument -Bound $PSBoundParameters) + '-'
            if ($records.Count -gt 0) {
                $file = New-RecordFile -Line $lines
                $arguments += $file
            }
            $run = Invoke-AttrflowProgram -Argument $arguments -InputText $Expression
            if ($run.ExitCode -gt 1) {
                $PSCmdlet.ThrowTerminatingError((New-AttrflowRunError -Run $run -Target $Expression))
            }
            $number = 0
            foreach ($line in ($run.Output -split '\r?\n')) {
                if (-not $line) { continue }
                $given = if ($records.Count -gt 0) { $records[$number] }
                $number++
                if ($line.StartsWith('{"error":', [System.StringComparison]::Ordinal)) {
                    $outcome = ConvertFrom-AttrflowJson -Json $line
                    $PSCmdlet.WriteError((New-AttrflowError -Message $outcome.error.message -Id $outcome.error.code -Target $given))
                    continue
                }
                $isSkipped = $line.StartsWith('{"skip":', [System.StringComparison]::Ordinal)
                $value = if (-not $isSkipped) { ConvertFrom-ValueLine -Line $line }
                if ($ValueOnly) {
                    $value
                    continue
                }
                $object = New-Object PSObject -Property ([ordered] @{ Value = $value; Skipped = $isSkipped; Record = $given })
                $object.PSObject.TypeNames.Insert(0, 'Attrflow.Value')
                $object
            }
        } finally {
            if ($file) { Remove-Item -LiteralPath $file -ErrorAction SilentlyContinue }
        }
    }
}

function ConvertTo-AttrflowPayload {
    <#
    .SYNOPSIS
    Maps records to the SCIM payloads that provisioning would send.

    .DESCRIPTION
    Returns an object for each record: its status, and its payload as an object and as JSON. A record that cannot be mapped is
    an error, and the other records go on.

    .PARAMETER Mapping
    The mapping file, or the name of a connector.

    .PARAMETER Record
    Records: objects, hashtables, or strings of JSON.

    .PARAMETER Object
    The object mapping to run, by its name or its target object.

    .PARAMETER Flavor
    The wire format of the payloads; without it that of the service where the source is Microsoft Entra ID.

    .PARAMETER CamelCase
    Begin the names of attributes with a small letter, as Microsoft Graph does: for objects of Get-MgUser.

    .PARAMETER Dialect
    The expression dialect.

    .PARAMETER Now
    The current time of the function Now.

    .PARAMETER Seed
    The seed of random values: the same seed produces the same values.

    .PARAMETER Setting
    Settings of the provisioning job, for %Name%.

    .EXAMPLE
    Import-Csv users.csv | ConvertTo-AttrflowPayload export.json | Where-Object Status -ne 'ok'

    Finds the users that would not be provisioned.

    .EXAMPLE
    (Get-Content user.json -Raw | ConvertTo-AttrflowPayload workplace).PayloadJson

    Shows the payload of one user as JSON.
    #>
    [CmdletBinding()]
    [OutputType('Attrflow.Payload')]
    param(
        [Parameter(Mandatory = $true, Position = 0)]
        [string] $Mapping,

        [Parameter(Mandatory = $true, ValueFromPipeline = $true)]
        [object] $Record,

        [string] $Object,

        [ValidateSet('rfc7644', 'entra', 'entra-2020')]
        [string] $Flavor,

        [switch] $CamelCase,

        [ValidateSet('entra', 'cloud-sync', 'connect')]
        [string] $Dialect,

        [datetime] $Now,

        [uint64] $Seed,

        [hashtable] $Setting
    )

    begin {
        $records = New-Object System.Collections.ArrayList
        $lines = New-Object System.Collections.ArrayList
    }

    process {
        [void] $records.Add($Record)
        [void] $lines.Add((ConvertTo-RecordLine -Record $Record -CamelCase $CamelCase))
    }

    end {
        if ($records.Count -eq 0) {
            return
        }
        $arguments = @('map', '--envelope', '--quiet', '--no-progress') + @(Get-WorldArgument -Bound $PSBoundParameters)
        if ($Object) { $arguments += '--object', $Object }
        if ($Flavor) { $arguments += '--flavor', $Flavor }
        $arguments += '--', (Resolve-MappingPath $Mapping), '-'
        $run = Invoke-AttrflowProgram -Argument $arguments -InputText (($lines -join "`n") + "`n")
        if ($run.ExitCode -gt 1 -or ($run.ExitCode -eq 1 -and -not $run.Output.Trim())) {
            $PSCmdlet.ThrowTerminatingError((New-AttrflowRunError -Run $run -Target $Mapping))
        }
        $number = 0
        foreach ($line in ($run.Output -split '\r?\n')) {
            if (-not $line) { continue }
            $given = $records[$number]
            $number++
            $envelope = ConvertFrom-AttrflowJson -Json $line
            foreach ($fault in @($envelope.errors)) {
                $message = if ($fault.attribute) { "$($fault.attribute): $($fault.message)" } else { $fault.message }
                $PSCmdlet.WriteError((New-AttrflowError -Message $message -Id $fault.code -Target $given))
            }
            $json = $null
            if ($null -ne $envelope.payload) {
                # As the program has written it: the payload stands before the targets that are left as they are.
                $json = if ($line -cmatch '"payload":(\{.*\}),"(?:requests|reason|skipped)":') { $Matches[1] }
            }
            $result = New-Object PSObject -Property ([ordered] @{
                    Id          = $envelope.id
                    Status      = $envelope.status
                    Payload     = $envelope.payload
                    PayloadJson = $json
                    Skipped     = @($envelope.skipped)
                    Record      = $given
                })
            $result.PSObject.TypeNames.Insert(0, 'Attrflow.Payload')
            $result
        }
    }
}

function Compare-AttrflowMapping {
    <#
    .SYNOPSIS
    Compares the meaning of two mapping files.

    .DESCRIPTION
    Returns an object for each change: which target, what of it, and what it was and is. With records it also returns how many
    payloads change.

    .PARAMETER ReferenceMapping
    The old mapping file, or the name of a connector.

    .PARAMETER DifferenceMapping
    The new mapping file, or the name of a connector.

    .PARAMETER Record
    Records to run through both mappings: objects, hashtables, or strings of JSON.

    .PARAMETER CamelCase
    Begin the names of attributes with a small letter, as Microsoft Graph does: for objects of Get-MgUser.

    .EXAMPLE
    Compare-AttrflowMapping before.json after.json

    Shows what a change of a mapping means.

    .EXAMPLE
    Import-Csv users.csv | Compare-AttrflowMapping before.json after.json | Where-Object Topic -eq 'impact'

    Counts the users whose payloads change.
    #>
    [CmdletBinding()]
    [OutputType('Attrflow.Change')]
    param(
        [Parameter(Mandatory = $true, Position = 0)]
        [string] $ReferenceMapping,

        [Parameter(Mandatory = $true, Position = 1)]
        [string] $DifferenceMapping,

        [Parameter(ValueFromPipeline = $true)]
        [object] $Record,

        [switch] $CamelCase
    )

    begin {
        $lines = New-Object System.Collections.ArrayList
    }

    process {
        if ($null -ne $Record) {
            [void] $lines.Add((ConvertTo-RecordLine -Record $Record -CamelCase $CamelCase))
        }
    }

    end {
        $arguments = @('diff', '--format', 'json')
        if ($lines.Count -gt 0) { $arguments += '--records', '-' }
        $arguments += '--', (Resolve-MappingPath $ReferenceMapping), (Resolve-MappingPath $DifferenceMapping)
        $text = if ($lines.Count -gt 0) { ($lines -join "`n") + "`n" } else { '' }
        $run = Invoke-AttrflowProgram -Argument $arguments -InputText $text
        if (-not $run.Output.Trim()) {
            $PSCmdlet.ThrowTerminatingError((New-AttrflowRunError -Run $run -Target $DifferenceMapping))
        }
        $report = ConvertFrom-AttrflowJson -Json $run.Output
        foreach ($change in @($report.changes)) {
            $result = New-Object PSObject -Property ([ordered] @{
                    Object  = $change.object
                    Target  = $change.target
                    Topic   = $change.topic
                    Old     = $change.old
                    New     = $change.new
                    Details = @($change.details)
                })
            $result.PSObject.TypeNames.Insert(0, 'Attrflow.Change')
            $result
        }
        $impact = $report.impact
        if ($impact) {
            $result = New-Object PSObject -Property ([ordered] @{
                    Object  = $null
                    Target  = $null
                    Topic   = 'impact'
                    Old     = $impact.records
                    New     = $impact.changed
                    Details = @("$($impact.changed) of $($impact.records) payloads change")
                })
            $result.PSObject.TypeNames.Insert(0, 'Attrflow.Change')
            $result
        }
    }
}

function Format-AttrflowExpression {
    <#
    .SYNOPSIS
    Formats an expression.

    .PARAMETER Expression
    The expression.

    .PARAMETER MultiLine
    Break it into several lines if it does not fit on one.

    .EXAMPLE
    Format-AttrflowExpression 'Join(" ",[givenName],[surname])'

    Writes the expression as the service prints it.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param(
        [Parameter(Mandatory = $true, Position = 0, ValueFromPipeline = $true)]
        [string] $Expression,

        [switch] $MultiLine
    )

    process {
        try {
            $wrong = Get-ExpressionError -Expression $Expression -Argument @()
            if ($wrong) {
                $PSCmdlet.WriteError($wrong)
                return
            }
            $arguments = @('fmt', '--expression', '-')
            if ($MultiLine) { $arguments += '--multi-line' }
            $run = Invoke-AttrflowProgram -Argument $arguments -InputText $Expression
        } catch {
            $PSCmdlet.WriteError($_)
            return
        }
        if ($run.ExitCode -ne 0) {
            $PSCmdlet.WriteError((New-AttrflowRunError -Run $run -Target $Expression))
            return
        }
        $run.Output.TrimEnd()
    }
}

function Get-AttrflowFunction {
    <#
    .SYNOPSIS
    Finds functions of the expression language, by name, by their names in other languages, or by what they do.

    .PARAMETER Name
    A name, or words for what is to be done; without it, all functions.

    .PARAMETER Dialect
    Only functions of this dialect.

    .EXAMPLE
    Get-AttrflowFunction 'last characters'

    Finds a function for a task.

    .EXAMPLE
    Get-AttrflowFunction Join | Format-List

    Shows the page of a function.
    #>
    [CmdletBinding()]
    [OutputType('Attrflow.Function')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true)]
        [string] $Name,

        [ValidateSet('entra', 'cloud-sync', 'connect')]
        [string] $Dialect
    )

    process {
        $arguments = @('functions', '--format', 'json')
        if ($Dialect) { $arguments += '--dialect', $Dialect }
        if ($Name) { $arguments += '--', $Name }
        try {
            $run = Invoke-AttrflowProgram -Argument $arguments
        } catch {
            $PSCmdlet.WriteError($_)
            return
        }
        if ($run.ExitCode -ne 0) {
            $PSCmdlet.WriteError((New-AttrflowRunError -Run $run -Target $Name))
            return
        }
        $report = ConvertFrom-AttrflowJson -Json $run.Output
        foreach ($function in @($report.functions)) {
            $result = New-Object PSObject -Property ([ordered] @{
                    Name      = $function.name
                    Signature = $function.signature
                    Summary   = $function.summary
                    Dialects  = @($function.dialects)
                    Page      = $function.page
                })
            $result.PSObject.TypeNames.Insert(0, 'Attrflow.Function')
            $result
        }
    }
}
