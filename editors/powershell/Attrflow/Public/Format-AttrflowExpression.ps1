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
