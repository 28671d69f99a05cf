# What several commands of the module have in common: paths, options, and checks.

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
